/** Icons by the names that documents use; a name that is not known gets the one of its kind. */
import {
  AccountBookOutlined, ApartmentOutlined, AppstoreOutlined, AuditOutlined, BankOutlined, BarChartOutlined, CalendarOutlined, CarOutlined, CheckSquareOutlined,
  ClusterOutlined, ContainerOutlined, DashboardOutlined, DatabaseOutlined, DollarOutlined, EnvironmentOutlined, FileTextOutlined, FlagOutlined,
  GiftOutlined, GlobalOutlined, HomeOutlined, IdcardOutlined, InboxOutlined, LinkOutlined, LockOutlined, PayCircleOutlined, PercentageOutlined, ProfileOutlined, ProjectOutlined,
  RollbackOutlined, SafetyOutlined, SendOutlined,
  SettingOutlined, ShopOutlined, ShoppingCartOutlined, ShoppingOutlined, SolutionOutlined, StopOutlined, SwapOutlined, TagOutlined, TagsOutlined, TeamOutlined, ToolOutlined,
  TransactionOutlined, TrophyOutlined, TruckOutlined, UserOutlined, WalletOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

const icons: Readonly<Record<string, ComponentType>> = {
  account: AccountBookOutlined, 'account-book': AccountBookOutlined, ledger: AccountBookOutlined, tree: ApartmentOutlined, apartment: ApartmentOutlined,
  organization: ApartmentOutlined, app: AppstoreOutlined, appstore: AppstoreOutlined, audit: AuditOutlined, approval: AuditOutlined, contract: AuditOutlined,
  bank: BankOutlined, chart: BarChartOutlined, 'bar-chart': BarChartOutlined, report: BarChartOutlined, target: FlagOutlined, calendar: CalendarOutlined,
  car: CarOutlined, channel: ClusterOutlined, cluster: ClusterOutlined, network: ClusterOutlined, box: ContainerOutlined, container: ContainerOutlined,
  dashboard: DashboardOutlined, database: DatabaseOutlined, stock: DatabaseOutlined, money: DollarOutlined, dollar: DollarOutlined, price: DollarOutlined,
  payment: DollarOutlined, map: EnvironmentOutlined, pin: EnvironmentOutlined, region: EnvironmentOutlined, environment: EnvironmentOutlined,
  location: EnvironmentOutlined, file: FileTextOutlined, document: FileTextOutlined, 'file-text': FileTextOutlined, order: FileTextOutlined, flag: FlagOutlined,
  gift: GiftOutlined, promotion: GiftOutlined, global: GlobalOutlined, globe: GlobalOutlined, home: HomeOutlined, contact: IdcardOutlined,
  idcard: IdcardOutlined, inbox: InboxOutlined, inventory: InboxOutlined, package: InboxOutlined, percent: PercentageOutlined,
  percentage: PercentageOutlined, project: ProjectOutlined, return: RollbackOutlined, rollback: RollbackOutlined, safety: SafetyOutlined,
  shield: SafetyOutlined, setting: SettingOutlined, settings: SettingOutlined, shop: ShopOutlined, store: ShopOutlined,
  cart: ShoppingCartOutlined, 'shopping-cart': ShoppingCartOutlined, shopping: ShoppingOutlined, product: ShoppingOutlined, bag: ShoppingOutlined,
  solution: SolutionOutlined, claim: SolutionOutlined, tag: TagOutlined, tags: TagsOutlined, category: TagsOutlined, team: TeamOutlined, users: TeamOutlined,
  tool: ToolOutlined, service: ToolOutlined, transaction: TransactionOutlined, invoice: AccountBookOutlined, trophy: TrophyOutlined, truck: TruckOutlined,
  'arrows-exchange': SwapOutlined, transfer: SwapOutlined, 'building-store': ShopOutlined, building: BankOutlined, cash: PayCircleOutlined, 'clipboard-check': CheckSquareOutlined,
  'file-invoice': ProfileOutlined, 'hand-stop': StopOutlined, link: LinkOutlined, lock: LockOutlined, packages: InboxOutlined, receipt: AccountBookOutlined, send: SendOutlined,
  'truck-delivery': TruckOutlined, delivery: TruckOutlined, shipment: TruckOutlined, user: UserOutlined, wallet: WalletOutlined, credit: WalletOutlined,
};

export function Icon({ name, fallback = 'file' }: { readonly name: string | undefined; readonly fallback?: string }) {
  // The first word of a name says what kind of thing it is.
  const Found = icons[name ?? fallback] ?? icons[name?.split('-')[0] ?? fallback] ?? icons[fallback] ?? FileTextOutlined;
  return <Found />;
}
