/**
 * Writes the base and the demo data of metadata/channel-sales: the same files on every run.
 *
 *   node scripts/generate-demo-data.mjs [--anchor=2026-11-23] [--seed=20261123] [--manager=rep@demo]
 *
 * Every date is counted from the anchor day, the "today" of the demo; the orders reach 15 calendar months back and end the
 * day before it. `--manager` is the login of the user who looks after the dealers: users are made by the server, not here.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const options = { anchor: '2026-11-23', seed: '20261123', manager: 'rep@demo' };
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--(\w+)=(.+)$/.exec(argument) ?? [];
  if (name === undefined || !(name in options)) throw new Error(`Unknown option ${argument}; known: ${Object.keys(options).map((key) => `--${key}=`).join(' ')}`);
  options[name] = value;
}
const folder = fileURLToPath(new URL('../metadata/channel-sales/data/', import.meta.url));

// ---- chance, days, money ---------------------------------------------------------------------------------------------

/** mulberry32 */
let state = Number(options.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const between = (least, most) => least + Math.floor(random() * (most - least + 1));
const chance = (share) => random() < share;
const pick = (list) => list[Math.floor(random() * list.length)];
function pickWeighted(list, weightOf) {
  let at = random() * list.reduce((sum, each) => sum + weightOf(each), 0);
  return list.find((each) => (at -= weightOf(each)) < 0) ?? list.at(-1);
}
function pickSome(list, count) {
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(random() * left.length), 1)[0]);
}

const dayMs = 86_400_000;
const today = Date.parse(`${options.anchor}T00:00:00Z`);
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);
/** The day that many days after (before: negative) the anchor. */
const day = (offset) => dayOf(today + offset * dayMs);
const addDays = (date, days) => dayOf(Date.parse(`${date}T00:00:00Z`) + days * dayMs);
const daysAgo = (date) => Math.round((today - Date.parse(`${date}T00:00:00Z`)) / dayMs);
/** A moment of working hours in Shanghai (UTC+8), never later than the morning of the anchor day. */
const moment = (date, hour = between(9, 17)) => {
  const made = Date.parse(`${date}T00:00:00Z`) + (hour - 8) * 3_600_000 + between(0, 59) * 60_000;
  return new Date(Math.min(made, today + 3_600_000)).toISOString();
};
const compactDay = (date) => date.replaceAll('-', '');
/** Money is kept in cents. */
const yuan = (cents) => `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
const digits = (number, length) => String(number).padStart(length, '0');
const by = (code) => ({ code });

// ---- check digits ----------------------------------------------------------------------------------------------------

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Unified social credit code (GB 32100) whose organization part has its own check digit (GB 11714). */
function uscc(adminCode, organization) {
  const body = digits(organization, 8);
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((all, weight, index) => all + weight * Number(body[index]), 0);
  const own = 11 - (sum % 11);
  const first17 = `91${adminCode}${body}${own === 10 ? 'X' : own === 11 ? '0' : own}`;
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const total = weights.reduce((all, weight, index) => all + weight * usccAlphabet.indexOf(first17[index]), 0);
  return first17 + usccAlphabet[(31 - (total % 31)) % 31];
}
/** EAN-13 of the range that shops may use among themselves. */
function barcode(number) {
  const body = `20${digits(number, 10)}`;
  const sum = [...body].reduce((all, digit, index) => all + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return body + String((10 - (sum % 10)) % 10);
}
let phones = 0;
const phone = () => `199-0000-${digits((phones += 1), 4)}`;

// ---- files -----------------------------------------------------------------------------------------------------------

const bytesMax = 950_000;
/** One row to a line, so that a difference shows which rows changed. */
function write(stem, object, key, mode, set, rows) {
  const head = { object, key, mode, ...(set ? { set } : {}) };
  const text = `${JSON.stringify(head).slice(0, -1)}, "rows": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
  if (Buffer.byteLength(text) > bytesMax) throw new Error(`${stem} is ${Buffer.byteLength(text)} bytes`);
  writeFileSync(`${folder}${stem}.json`, text);
  written.push([stem, rows.length, Buffer.byteLength(text)]);
}
const written = [];
const base = (number, object, key, rows) => write(`${number}-${object}`, object, key, 'merge', undefined, rows);
const demo = (number, object, key, rows) => write(`${number}-${object}`, object, key, 'merge', 'demo', rows);
function demoByMonth(number, object, key, rows, dateOf) {
  const months = groupBy(rows, (row) => dateOf(row).slice(0, 7));
  for (const month of [...months.keys()].sort()) write(`${number}-${object}-${month}`, object, key, 'merge', 'demo', months.get(month));
}
function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (/^\d\d-[a-z_]+(-\d{4}-\d\d)?\.json$/.test(file)) rmSync(folder + file);

// ---- base ------------------------------------------------------------------------------------------------------------

base('00', 'uom', ['code'], [
  { code: 'PCS', name: '台', precision: 0 }, { code: 'EA', name: '件', precision: 0 }, { code: 'SET', name: '套', precision: 0 },
  { code: 'CTN', name: '箱', precision: 0 }, { code: 'PLT', name: '托', precision: 0 }, { code: 'KG', name: '千克', precision: 3 },
]);
base('01', 'uom_conv', ['from_uom', 'to_uom'], [
  { from_uom: by('CTN'), to_uom: by('PCS'), factor: '4' }, { from_uom: by('PLT'), to_uom: by('PCS'), factor: '40' }, { from_uom: by('PLT'), to_uom: by('CTN'), factor: '10' },
]);
base('02', 'tax_code', ['code'], [
  { code: 'VAT13', name: '增值税 13%', rate: '13', valid_from: '2019-04-01' }, { code: 'VAT9', name: '增值税 9%', rate: '9', valid_from: '2019-04-01' },
  { code: 'VAT6', name: '增值税 6%', rate: '6', valid_from: '2016-05-01' }, { code: 'VAT0', name: '零税率（出口）', rate: '0' },
]);
base('03', 'currency_rate', ['from_currency', 'to_currency', 'rate_date', 'kind'],
  [['USD', '7.12'], ['EUR', '7.85'], ['HKD', '0.915'], ['JPY', '0.0472']].map(([from, rate]) => ({ from_currency: from, to_currency: 'CNY', rate_date: day(-22), kind: 'month', rate })));
base('04', 'payment_term', ['code'], [
  { code: 'PREPAY', name: '款到发货', lines: [{ seq: 1, pct: '100', base: 'order', days: 0 }] },
  { code: 'NET15', name: '发货后 15 天', lines: [{ seq: 1, pct: '100', base: 'ship', days: 15 }] },
  { code: 'NET30', name: '发货后 30 天', lines: [{ seq: 1, pct: '100', base: 'ship', days: 30 }] },
  { code: 'EOM45', name: '月结 45 天', lines: [{ seq: 1, pct: '100', base: 'invoice', end_of_month: true, days: 45 }] },
  { code: 'SPLIT37', name: '预付 30%，发货后 30 天付 70%', lines: [{ seq: 1, pct: '30', base: 'order', days: 0 }, { seq: 2, pct: '70', base: 'ship', days: 30 }] },
]);
base('05', 'dealer_level', ['code'], [
  { code: 'A', name: 'A 级（核心）', rank: 1, order_discount_cap: '12', credit_factor: '1.50', rule_metric: 'net_12m', threshold: '8000000.00', keep_threshold: '6500000.00', grace_periods: 2 },
  { code: 'B', name: 'B 级（重点）', rank: 2, order_discount_cap: '8', credit_factor: '1.20', rule_metric: 'net_12m', threshold: '3000000.00', keep_threshold: '2400000.00', grace_periods: 1 },
  { code: 'C', name: 'C 级（普通）', rank: 3, order_discount_cap: '3', credit_factor: '1.00', rule_metric: 'net_12m', threshold: '0.00', keep_threshold: '0.00', grace_periods: 1 },
]);
base('06', 'license_type', ['code'], [
  { code: 'BIZ', name: '营业执照', required_dealer_types: ['distributor', 'wholesaler', 'retailer', 'sub_dealer'], block: 'order', remind_first_days: 60, remind_second_days: 30, remind_last_days: 7, renew_window_days: 90 },
  { code: 'WATER', name: '涉水产品经营备案', block: 'order', scope_code_system: '涉水类别', remind_first_days: 60, remind_second_days: 30, remind_last_days: 7, renew_window_days: 90 },
  { code: 'GAS', name: '燃气器具安装维修资质', block: 'ship', remind_first_days: 60, remind_second_days: 30, remind_last_days: 7, renew_window_days: 90 },
]);

// ---- companies, regions, warehouses ----------------------------------------------------------------------------------

demo('10', 'company', ['code'], [
  { code: 'BP-CN', name: '蓝岳销售有限公司', legal_name: '蓝岳家电销售有限公司', tax_no: uscc('310115', 80010001), base_currency: 'CNY', time_zone: 'Asia/Shanghai', price_includes_tax: true, fiscal_month_start: 1, phone: phone() },
  { code: 'BP-INT', name: '蓝岳国际', legal_name: '蓝岳国际贸易有限公司', tax_no: uscc('310115', 80010002), base_currency: 'USD', time_zone: 'Asia/Shanghai', price_includes_tax: false, fiscal_month_start: 1, phone: phone() },
]);
const zones = [
  ['EAST', '华东', 'East China', [['JS', '江苏', 'Jiangsu', '320000'], ['ZJ', '浙江', 'Zhejiang', '330000'], ['SH', '上海', 'Shanghai', '310000'], ['SD', '山东', 'Shandong', '370000'], ['AH', '安徽', 'Anhui', '340000']]],
  ['SOUTH', '华南', 'South China', [['GD', '广东', 'Guangdong', '440000'], ['FJ', '福建', 'Fujian', '350000'], ['GX', '广西', 'Guangxi', '450000']]],
  ['NORTH', '华北', 'North China', [['BJ', '北京', 'Beijing', '110000'], ['TJ', '天津', 'Tianjin', '120000'], ['HE', '河北', 'Hebei', '130000']]],
  ['CENTRAL', '华中', 'Central China', [['HB', '湖北', 'Hubei', '420000'], ['HN', '湖南', 'Hunan', '430000']]],
  ['SW', '西南', 'Southwest China', [['SC', '四川', 'Sichuan', '510000'], ['CQ', '重庆', 'Chongqing', '500000']]],
  ['NW', '西北', 'Northwest China', [['SN', '陕西', 'Shaanxi', '610000']]],
  ['NE', '东北', 'Northeast China', [['LN', '辽宁', 'Liaoning', '210000'], ['JL', '吉林', 'Jilin', '220000']]],
];
const zoneOf = Object.fromEntries(zones.flatMap(([zone, , , provinces]) => provinces.map(([code]) => [code, zone])));
demo('11', 'region', ['code'], [
  { code: 'CN', name: '全国', name_en: 'China', level: 'country' },
  ...zones.map(([code, name, name_en]) => ({ code, name, name_en, parent: by('CN'), level: 'zone' })),
  ...zones.flatMap(([zone, , , provinces]) => provinces.map(([code, name, name_en, admin_codes]) => ({ code, name, name_en, parent: by(zone), level: 'province', admin_codes }))),
]);
const warehouses = [['WH-SH', '上海总仓', 'Shanghai', 'EAST', '上海市浦东新区', '示范路 1 号', '201200'], ['WH-GZ', '广州总仓', 'Guangzhou', 'SOUTH', '广东省广州市黄埔区', '示范路 2 号', '510700'], ['WH-CD', '成都总仓', 'Chengdu', 'SW', '四川省成都市双流区', '示范路 3 号', '610200'], ['WH-TJ', '天津总仓', 'Tianjin', 'NORTH', '天津市东丽区', '示范路 4 号', '300300']];
demo('12', 'warehouse', ['code'], warehouses.map(([code, name, name_en, region, where, detail, postcode]) =>
  ({ code, name, name_en, kind: 'hq', company: by('BP-CN'), region: by(region), address: { region: where, detail, postcode }, contact: '仓管员', phone: phone(), cutoff_time: '16:00:00', sellable: true, active: true })));
const warehouseOfZone = { EAST: 'WH-SH', CENTRAL: 'WH-SH', SOUTH: 'WH-GZ', SW: 'WH-CD', NW: 'WH-CD', NORTH: 'WH-TJ', NE: 'WH-TJ' };

// ---- dealers ---------------------------------------------------------------------------------------------------------

/** code, name, English name, province, city, city's administrative code, level, status, type, parent, currency */
const dealers = [
  ['苏州恒信电器', 'Suzhou Hengxin', 'JS', '苏州市', '320500', 'A'], ['杭州金桥贸易', 'Hangzhou Jinqiao', 'ZJ', '杭州市', '330100', 'A'], ['广州南方暖通', 'Guangzhou Nanfang', 'GD', '广州市', '440100', 'A'], ['成都蜀汇商贸', 'Chengdu Shuhui', 'SC', '成都市', '510100', 'A'],
  ['西安秦源家电', 'Xi’an Qinyuan', 'SN', '西安市', '610100', 'B'], ['武汉江城渠道', 'Wuhan Jiangcheng', 'HB', '武汉市', '420100', 'B'], ['沈阳北辰家电', 'Shenyang Beichen', 'LN', '沈阳市', '210100', 'B'], ['上海申联电器', 'Shanghai Shenlian', 'SH', '上海市', '310100', 'B'],
  ['济南泉盛商贸', 'Jinan Quansheng', 'SD', '济南市', '370100', 'B'], ['厦门鹭海电器', 'Xiamen Luhai', 'FJ', '厦门市', '350200', 'B'], ['北京京诚家电', 'Beijing Jingcheng', 'BJ', '北京市', '110100', 'B'], ['重庆山城暖通', 'Chongqing Shancheng', 'CQ', '重庆市', '500100', 'B'],
  ['合肥徽商电器', 'Hefei Huishang', 'AH', '合肥市', '340100', 'C'], ['南宁邕江贸易', 'Nanning Yongjiang', 'GX', '南宁市', '450100', 'C'], ['天津海河家电', 'Tianjin Haihe', 'TJ', '天津市', '120100', 'C'], ['石家庄燕赵商贸', 'Shijiazhuang Yanzhao', 'HE', '石家庄市', '130100', 'C'],
  ['长沙湘江电器', 'Changsha Xiangjiang', 'HN', '长沙市', '430100', 'C'], ['长春吉星家电', 'Changchun Jixing', 'JL', '长春市', '220100', 'C'], ['南京金陵净水', 'Nanjing Jinling', 'JS', '南京市', '320100', 'C'], ['宁波甬商电器', 'Ningbo Yongshang', 'ZJ', '宁波市', '330200', 'C'],
  ['深圳鹏程家电', 'Shenzhen Pengcheng', 'GD', '深圳市', '440300', 'C'], ['上海远帆贸易', 'Shanghai Yuanfan', 'SH', '上海市', '310100', 'C', 'active', 'distributor', undefined, 'USD'], ['青岛海润商贸', 'Qingdao Hairun', 'SD', '青岛市', '370200', 'C'], ['大连滨城电器', 'Dalian Bincheng', 'LN', '大连市', '210200', 'C'],
  ['昆山恒信分销', 'Kunshan Hengxin', 'JS', '昆山市', '320583', 'C', 'active', 'sub_dealer', 'D001'], ['常熟恒信分销', 'Changshu Hengxin', 'JS', '常熟市', '320581', 'C', 'active', 'sub_dealer', 'D001'], ['绍兴金桥分销', 'Shaoxing Jinqiao', 'ZJ', '绍兴市', '330600', 'C', 'active', 'sub_dealer', 'D002'],
  ['佛山南方分销', 'Foshan Nanfang', 'GD', '佛山市', '440600', 'C', 'active', 'sub_dealer', 'D003'], ['东莞南方分销', 'Dongguan Nanfang', 'GD', '东莞市', '441900', 'C', 'active', 'sub_dealer', 'D003'], ['绵阳蜀汇分销', 'Mianyang Shuhui', 'SC', '绵阳市', '510700', 'C', 'active', 'sub_dealer', 'D004'],
  ['福州榕城电器', 'Fuzhou Rongcheng', 'FJ', '福州市', '350100', 'C', 'frozen'], ['襄阳汉江家电', 'Xiangyang Hanjiang', 'HB', '襄阳市', '420600', 'C', 'frozen'], ['芜湖皖南商贸', 'Wuhu Wannan', 'AH', '芜湖市', '340200', 'C', 'exiting'],
  ['咸阳渭城电器', 'Xianyang Weicheng', 'SN', '咸阳市', '610400', 'C', 'applying'], ['株洲湘东家电', 'Zhuzhou Xiangdong', 'HN', '株洲市', '430200', 'C', 'applying'], ['唐山冀东电器', 'Tangshan Jidong', 'HE', '唐山市', '130200', 'C', 'terminated'],
].map(([name, name_en, province, city, admin, level, status = 'active', type = 'distributor', parent, currency = 'CNY'], index) =>
  ({ code: `D${digits(index + 1, 3)}`, name, name_en, province, city, admin, level, status, type, parent, currency, settle: parent ?? `D${digits(index + 1, 3)}`, uscc: uscc(admin, 60010000 + (index + 1) * 137) }));
const dealerOf = new Map(dealers.map((each) => [each.code, each]));
const provinceName = Object.fromEntries(zones.flatMap(([, , , provinces]) => provinces.map(([code, name]) => [code, name])));
const municipalities = new Set(['SH', 'BJ', 'TJ', 'CQ']);
const provinceWord = (code) => `${provinceName[code]}${municipalities.has(code) ? '市' : code === 'GX' ? '壮族自治区' : '省'}`;
const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾'];
const givenNames = ['建国', '海燕', '志强', '丽华', '伟', '敏', '晓东', '文静', '国庆', '雪梅', '俊', '婷', '立军', '秀英', '浩然', '佳怡'];
const person = () => pick(surnames) + pick(givenNames);
const termOf = { A: 'EOM45', B: 'NET30', C: 'NET15' };

demo('13', 'dealer', ['code'], dealers.map((dealer) => {
  const { code, name, level, status, type, province, city, admin } = dealer;
  dealer.contact = person();
  dealer.phone = phone();
  dealer.place = municipalities.has(province) ? provinceWord(province) : provinceWord(province) + city;
  dealer.street = `${pick(['人民路', '解放路', '建设大道', '中山路', '工业园区东路'])} ${between(1, 299)} 号`;
  const started = day(-between(700, 2400));
  const working = status !== 'applying';
  const jobs = [['owner', ['admin', 'order', 'view_price', 'finance']], ['buyer', ['order', 'view_price']], ['finance', ['view_price', 'finance', 'claim']]].slice(0, level === 'A' || level === 'B' ? 3 : type === 'sub_dealer' ? 1 : 2);
  return {
    code, name, name_en: dealer.name_en, legal_name: `${name}有限公司`, uscc: dealer.uscc, type, status,
    company: by(dealer.currency === 'USD' ? 'BP-INT' : 'BP-CN'), region: by(province), channel: type === 'sub_dealer' ? 'retail' : 'distribution', level: by(level),
    ...(dealer.parent ? { parent: by(dealer.parent), settle_dealer: by(dealer.parent) } : {}), manager: { login: options.manager },
    ...(code === 'D031' ? { frozen_scope: ['order'], freeze_reason: '涉水产品经营备案已过期，待续办。' } : {}), ...(code === 'D032' ? { frozen_scope: ['order', 'ship'], freeze_reason: '货款逾期超过 60 天。' } : {}),
    ...(status === 'exiting' || status === 'terminated' ? { exit_reason: '双方协商终止合作。' } : {}),
    currency: dealer.currency, payment_term: by(dealer.currency === 'USD' ? 'PREPAY' : termOf[level]), settle_methods: ['prepaid', 'credit', 'transfer', 'rebate'], price_includes_tax: dealer.currency !== 'USD',
    deposit_required: { A: '200000.00', B: '100000.00', C: '30000.00' }[level], invoice_kind: 'special', invoice_title: `${name}有限公司`, invoice_tax_no: dealer.uscc, invoice_bank: '示范银行（虚构）', invoice_account: `6200000000${digits(between(0, 99999999), 8)}`, invoice_address: `${dealer.place}${dealer.street}`, invoice_phone: phone(),
    default_warehouse: by(warehouseOfZone[zoneOf[province]]), ship_policy: 'partial', stock_visibility: { A: 'exact', B: 'band', C: 'band' }[level], receiving_hours: { A: '周一至周六 8:00–18:00', B: '周一至周五 8:30–17:30', C: '周一至周五 9:00–17:00' }[level],
    established: started, staff: { A: 86, B: 38, C: 12 }[level] + between(-5, 20), warehouse_area: { A: '4200', B: '1600', C: '400' }[level], annual_turnover: { A: '52000000.00', B: '21000000.00', C: '6000000.00' }[level],
    ...(working ? { score: `${{ A: 88, B: 78, C: 66 }[level] + between(-4, 9)}.${between(0, 9)}`, activated_at: moment(addDays(started, between(60, 200))) } : {}), ...(status === 'terminated' ? { terminated_at: moment(day(-40)) } : {}),
    contacts: jobs.map(([job, portal_role], index) => ({ name: index === 0 ? dealer.contact : person(), mobile: index === 0 ? dealer.phone : phone(), email: `${code.toLowerCase()}.${job}@example.com`, job, portal_role, is_primary: index === 0, status: status === 'terminated' ? 'disabled' : 'active' })),
    addresses: [{ kind: ['ship', 'bill'], admin_code: admin, province: provinceWord(province), city, detail: dealer.street, contact: dealer.contact, phone: dealer.phone, is_default: true }, ...(level === 'C' ? [] : [{ kind: ['stock'], admin_code: admin, province: provinceWord(province), city, detail: `物流园 ${between(1, 20)} 栋`, contact: person(), phone: phone(), is_default: false }])],
  };
}));

demo('14', 'dealer_license', ['type', 'number'], dealers.flatMap((dealer, index) => {
  const status = dealer.status === 'applying' ? 'pending' : 'valid';
  const verified = status === 'valid' ? { verified_at: moment(day(-between(200, 600))) } : {};
  const waterEnds = { 4: day(7), 9: day(30), 15: day(60), 30: day(-12) }[index] ?? day(between(200, 900));
  return [
    { dealer: by(dealer.code), type: by('BIZ'), number: dealer.uscc, issuer: `${dealer.city}市场监督管理局`, valid_from: day(-between(900, 2200)), status, ...verified },
    { dealer: by(dealer.code), type: by('WATER'), number: `WS-${dealer.admin}-${digits(index + 1, 4)}`, issuer: `${dealer.city}卫生健康委员会`, scope_codes: 'PURIFIER,DISPENSER', valid_from: addDays(waterEnds, -1460), valid_to: waterEnds, status: waterEnds < options.anchor ? 'expired' : status, ...verified },
    ...(dealer.level === 'A' || dealer.level === 'B' || index === 12 ? [{ dealer: by(dealer.code), type: by('GAS'), number: `GQ-${dealer.admin}-${digits(index + 1, 4)}`, issuer: `${dealer.city}住房和城乡建设局`, valid_from: day(-400), valid_to: day(between(300, 700)), status, ...verified }] : []),
  ];
}));

// ---- catalogue -------------------------------------------------------------------------------------------------------

const categories = [
  ['WATER', '净水', 'Water treatment'], ['W-PUR', '净水器', 'Purifiers', 'WATER'], ['W-DIS', '饮水机', 'Dispensers', 'WATER'], ['W-SOFT', '软水与全屋净水', 'Whole-house water', 'WATER'],
  ['KITCHEN', '厨电', 'Kitchen appliances'], ['K-HOOD', '油烟机', 'Range hoods', 'KITCHEN'], ['K-STOVE', '燃气灶', 'Gas hobs', 'KITCHEN'], ['K-DISH', '洗碗机', 'Dishwashers', 'KITCHEN'],
  ['SMALL', '小家电', 'Small appliances'], ['S-RICE', '电饭煲与压力锅', 'Rice and pressure cookers', 'SMALL'], ['S-FRY', '炸锅与料理机', 'Air fryers and blenders', 'SMALL'],
  ['PARTS', '配件', 'Parts'], ['P-FILTER', '滤芯', 'Filters', 'PARTS'], ['P-SPARE', '备件与赠品', 'Spares and gifts', 'PARTS'],
];
const licencesOf = { 'W-PUR': ['WATER'], 'W-DIS': ['WATER'], 'K-STOVE': ['GAS'] };
demo('20', 'category', ['code'], categories.map(([code, name, name_en, parent], index) => ({ code, name, name_en, ...(parent ? { parent: by(parent) } : {}), ...(licencesOf[code] ? { required_license_types: licencesOf[code].map(by) } : {}), tax_code: by('VAT13'), trace_level: parent && !code.startsWith('P-') ? 'serial' : 'none', sort_no: (index + 1) * 10 })));
demo('21', 'brand', ['code'], [{ code: 'BLUEPEAK', name: '蓝岳', name_en: 'Bluepeak' }, { code: 'QINGQUAN', name: '清泉', name_en: 'Qingquan' }]);

/** category, name, English name, price of the first variant in yuan, variants, kind, brand */
const products = [
  ['W-PUR', '反渗透净水器 R6', 'RO purifier R6', 1599, ['400G', '600G', '800G', '1000G']], ['W-PUR', '反渗透净水器 R8 Pro', 'RO purifier R8 Pro', 2699, ['800G', '1000G', '1200G', '1600G']], ['W-PUR', '超滤净水器 U3', 'UF purifier U3', 699, ['标准版', '大通量版', '直饮版', '商用版']], ['W-PUR', '前置过滤器 F1', 'Prefilter F1', 399, ['手动', '自动冲洗', '铜头', '商用']],
  ['W-DIS', '管线机 G2', 'Wall dispenser G2', 899, ['白色', '黑色', '冰热版', '即热版']], ['W-DIS', '台式饮水机 T5', 'Counter dispenser T5', 1299, ['温热', '冰热', '即热', '茶吧']], ['W-DIS', '即热饮水吧 H1', 'Instant hot bar H1', 499, ['2L', '3L', '4L', '5L'], 'goods', 'QINGQUAN'], ['W-SOFT', '中央软水机 S20', 'Softener S20', 3299, ['1.5T', '2T', '3T', '4T']], ['W-SOFT', '中央净水机 C30', 'Whole-house purifier C30', 4599, ['2T', '3T', '5T', '8T']],
  ['K-HOOD', '侧吸油烟机 X7', 'Side hood X7', 1999, ['20m³', '22m³', '24m³', '26m³']], ['K-HOOD', '顶吸油烟机 D5', 'Top hood D5', 1799, ['黑色', '银色', '玻璃', '智控']], ['K-HOOD', '变频油烟机 V9', 'Inverter hood V9', 3499, ['标准', '智控', '旗舰', '双腔']], ['K-STOVE', '燃气灶 Q3', 'Gas hob Q3', 899, ['天然气 4.5kW', '天然气 5.0kW', '液化气 4.5kW', '液化气 5.0kW']], ['K-STOVE', '定时燃气灶 Q6', 'Timer gas hob Q6', 1399, ['天然气 5.0kW', '天然气 5.2kW', '液化气 5.0kW', '液化气 5.2kW']],
  ['K-DISH', '洗碗机 W10', 'Dishwasher W10', 2999, ['10 套', '13 套', '15 套']], ['K-DISH', '洗碗机 W16 Pro', 'Dishwasher W16 Pro', 4999, ['白色', '黑色', '嵌入式']], ['K-DISH', '台式洗碗机 W5', 'Counter dishwasher W5', 1699, ['白色', '粉色', '绿色']],
  ['S-RICE', '智能电饭煲 R30', 'Rice cooker R30', 299, ['3L', '4L', '5L']], ['S-RICE', 'IH 电饭煲 R50', 'IH rice cooker R50', 599, ['3L', '4L', '5L']], ['S-RICE', '电压力锅 P60', 'Pressure cooker P60', 399, ['4L', '5L', '6L'], 'goods', 'QINGQUAN'], ['S-RICE', '迷你电饭煲 R16', 'Mini rice cooker R16', 159, ['白色', '粉色', '蓝色'], 'goods', 'QINGQUAN'],
  ['S-FRY', '空气炸锅 A5', 'Air fryer A5', 269, ['4L', '5L', '6L']], ['S-FRY', '可视空气炸锅 A8', 'Window air fryer A8', 459, ['5L', '6L', '8L']], ['S-FRY', '蒸烤空气炸锅 A9', 'Steam air fryer A9', 799, ['15L', '18L', '23L']], ['S-FRY', '破壁机 B3', 'Blender B3', 349, ['轻音', '加热', '真空'], 'goods', 'QINGQUAN'],
  ['P-FILTER', 'PP 棉滤芯', 'PP filter', 39, ['单支', '三支装', '六支装']], ['P-FILTER', '反渗透滤芯', 'RO membrane', 299, ['400G', '600G', '800G']], ['P-FILTER', '复合滤芯', 'Composite filter', 129, ['单支', '两支装', '四支装']], ['P-FILTER', '软水盐', 'Softener salt', 59, ['10kg', '20kg', '25kg']], ['P-FILTER', '后置活性炭滤芯', 'Post-carbon filter', 69, ['单支', '两支装', '四支装']],
  ...[['净饮套装', 'Clean water set', 2299], ['厨房三件套', 'Kitchen set of three', 5299], ['烟灶套装', 'Hood and hob set', 2699], ['全屋净水套装', 'Whole-house set', 7699], ['早餐套装', 'Breakfast set', 459], ['滤芯年包', 'Filters for a year', 399]].map(([name, en, price]) => ['KITCHEN', name, en, price, ['标准']  , 'bundle']),
  ['P-SPARE', '品牌围裙', 'Apron', 29, ['蓝色', '灰色'], 'gift'], ['P-SPARE', '保温杯', 'Flask', 59, ['350ml', '500ml'], 'gift'], ['P-SPARE', '不锈钢锅', 'Steel pot', 89, ['20cm', '24cm'], 'gift'], ['P-SPARE', '刀具礼盒', 'Knife box', 129, ['三件', '五件'], 'gift'], ['P-SPARE', '购物袋', 'Shopping bag', 9, ['小号'], 'gift'], ['P-SPARE', '开业花篮', 'Opening basket', 199, ['标准'], 'gift'],
  ['P-SPARE', '增压泵', 'Booster pump', 159, ['24V', '36V'], 'spare'], ['P-SPARE', '电磁阀', 'Solenoid valve', 45, ['2 分', '3 分'], 'spare'], ['P-SPARE', '电源适配器', 'Power adapter', 49, ['24V', '36V'], 'spare'], ['P-SPARE', '燃气灶点火器', 'Igniter', 35, ['单路', '双路'], 'spare'], ['P-SPARE', '油烟机电机', 'Hood motor', 299, ['定频', '变频'], 'spare'], ['P-SPARE', '密封圈套件', 'Seal kit', 19, ['净水', '洗碗机'], 'spare'],
].map(([category, name, name_en, price, variants, kind = 'goods', brand = 'BLUEPEAK'], index) => ({ code: `P${digits(index + 1, 3)}`, category, name, name_en, price, variants, kind, brand }));
const skuUnit = (product) => (product.kind === 'bundle' ? 'SET' : product.category.startsWith('P') ? 'EA' : 'PCS');
const skus = products.flatMap((product) => product.variants.map((spec, index) => {
  const list = Math.round((product.price * (1 + 0.18 * index)) / 10) * 1000 - 100 * (product.price > 100 ? 1 : 0);
  return { code: `${product.code}-${digits(index + 1, 2)}`, product, spec, list: product.price < 100 ? Math.round(product.price * (1 + 0.6 * index)) * 100 : list, uom: skuUnit(product), cartons: product.kind === 'goods' && skuUnit(product) === 'PCS' };
}));
if (products.length !== 48 || skus.length !== 132) throw new Error(`${products.length} products, ${skus.length} SKUs`);
demo('22', 'product', ['code'], products.map((product, index) => ({
  code: product.code, name: product.name, name_en: product.name_en, category: by(product.category), brand: by(product.brand), kind: product.kind, status: 'listed', tax_code: by('VAT13'),
  trace_level: product.kind === 'goods' && !product.category.startsWith('P') ? 'serial' : 'none', ...(index % 9 === 1 ? { tags: ['new'] } : index % 7 === 0 ? { tags: ['hot'] } : {}), listed_at: moment(day(-between(480, 900))),
})));
const safetyOf = (sku) => (sku.list > 200_000 ? 10 : sku.list > 60_000 ? 20 : 40);
demo('23', 'sku', ['code'], skus.map((sku, index) => ({
  code: sku.code, product: by(sku.product.code), name: sku.product.name, spec: sku.spec, barcode: barcode(index + 1), status: 'active', base_uom: by(sku.uom), list_price: yuan(sku.list), cost: yuan(Math.round(sku.list * 0.62)),
  weight: sku.list > 100_000 ? '18.5' : '4.2', moq: '1', multiple: '1', safety_stock: String(safetyOf(sku)), sellable: sku.product.kind !== 'gift', returnable: sku.product.kind !== 'gift', lead_days: 2,
  uoms: [{ uom: by(sku.uom), factor: '1', sales: true, pack: false }, ...(sku.cartons ? [{ uom: by('CTN'), factor: '4', sales: true, pack: true }, { uom: by('PLT'), factor: '40', sales: true, pack: true }] : [])],
})));
demo('24', 'catalog_rule', ['code'], [
  { code: 'ALL', name: '全部在售商品', effect: 'allow', scope_categories: ['WATER', 'KITCHEN', 'SMALL', 'PARTS'].map(by) },
  { code: 'NO-CENTRAL-C', name: 'C 级不可订中央净水机', effect: 'deny', scope_levels: [by('C')], scope_products: [by('P009')] },
  { code: 'QUOTA-V9', name: '旗舰油烟机月度限量', effect: 'allow', scope_skus: [by('P012-03')], quota_qty: '40', quota_period: 'month' },
]);

// ---- prices and promotions -------------------------------------------------------------------------------------------

const always = { from: '2025-01-01', to: null };
const offOf = { A: 8, B: 5, C: 0 };
const book = (code, name, more) => ({ code, name, company: by('BP-CN'), currency: 'CNY', price_includes_tax: true, status: 'active', valid: always, mode: 'fixed', published_at: '2024-12-20T02:00:00.000Z', ...more });
const formula = (pct) => ({ mode: 'formula', base_book: by('PB-DEFAULT'), formula_pct: String(pct), round_step: '0.01' });
demo('30', 'price_book', ['code'], [
  book('PB-DEFAULT', '标准价目表', { step: 'default' }), book('PB-LEVEL-A', 'A 级价目表', { step: 'level', scope_levels: [by('A')], ...formula(-8) }), book('PB-LEVEL-B', 'B 级价目表', { step: 'level', scope_levels: [by('B')], ...formula(-5) }), book('PB-LEVEL-C', 'C 级价目表', { step: 'level', scope_levels: [by('C')], ...formula(0) }),
  book('PB-REGION-NE', '东北区域价', { step: 'region', scope_regions: [by('NE')] }), book('PB-REGION-SW', '西南区域价', { step: 'region', scope_regions: [by('SW')] }), book('PB-D001', '苏州恒信专属价', { step: 'dealer', scope_dealers: [by('D001')] }), book('PB-D003', '广州南方专属价', { step: 'dealer', scope_dealers: [by('D003')] }),
  book('PB-USD', '国际美元价目表', { company: by('BP-INT'), currency: 'USD', price_includes_tax: false, step: 'default' }), book('PB-DEFAULT-NEXT', '标准价目表（降价版）', { step: 'default', status: 'pending', valid: { from: day(10), to: null }, replaces: by('PB-DEFAULT'), published_at: undefined }),
]);
const entry = (bookCode, sku, cents, more = {}) => ({ book: by(bookCode), target: 'sku', sku: by(sku.code), price: yuan(cents), valid_from: '2025-01-01', ...more });
const usd = (cents) => Math.round((cents / 1.13 / 7.12) * 1.05);
demo('31', 'price_entry', ['book', 'sku', 'valid_from'], [
  ...skus.map((sku) => entry('PB-DEFAULT', sku, sku.list, { floor_price: yuan(Math.round(sku.list * 0.8)) })), ...skus.map((sku) => entry('PB-USD', sku, usd(sku.list))),
  ...skus.filter((_, index) => index % 7 === 0).map((sku) => entry('PB-REGION-NE', sku, Math.round(sku.list * 0.97))), ...skus.filter((_, index) => index % 7 === 3).map((sku) => entry('PB-REGION-SW', sku, Math.round(sku.list * 0.98))),
  ...skus.filter((sku) => sku.product.category === 'W-PUR').map((sku) => entry('PB-D001', sku, Math.round(sku.list * 0.9), { tiers: [{ min_qty: '20', price: yuan(Math.round(sku.list * 0.88)) }] })), ...skus.filter((sku) => sku.product.category === 'K-HOOD').map((sku) => entry('PB-D003', sku, Math.round(sku.list * 0.9))),
  ...skus.filter((sku) => sku.product.category === 'W-PUR').map((sku) => entry('PB-DEFAULT-NEXT', sku, Math.round(sku.list * 0.94), { valid_from: day(10) })),
]);
const promotion = (code, name, name_en, stage, kind, status, from, to, more) => ({ code, name, name_en, company: by('BP-CN'), currency: 'CNY', status, stage, kind, valid: { from: day(from), to: day(to) }, ...more });
demo('32', 'promotion', ['code'], [
  promotion('PM-TIER', '满 5 万减 1500，满 10 万减 4000', 'Order amount tiers', 'order', 'tier_amount_off', 'active', -22, 38, { benefit_on: 'order', tiers: [{ threshold: '50000', value: '1500' }, { threshold: '100000', value: '4000' }], budget: '300000.00', used_times: 41, used_amount: '86500.00', priority: 10 }),
  promotion('PM-B10G1', '电饭煲买 10 赠 1', 'Rice cookers: 10 + 1', 'gift', 'buy_n_get_m_added', 'active', -30, 30, { scope_categories: [by('S-RICE')], buy_qty: '10', get_qty: '1', recurring: true, every: '10', gift_cap: '10', used_times: 63, used_amount: '21480.00' }),
  promotion('PM-FLASH', '空气炸锅限时秒杀', 'Air fryer flash sale', 'line', 'fixed_price', 'scheduled', 4, 6, { scope_skus: [by('P022-01')], value: '199', total_limit: 500, exclusive: true, priority: 90 }),
  promotion('PM-BUNDLE', '烟灶组合价', 'Hood and hob together', 'line', 'bundle_price', 'active', -60, 60, { scope_products: [by('P010'), by('P013')], value: '2499', cross_sku: true, used_times: 118, used_amount: '35400.00' }),
  promotion('PM-FIRST', '首单奖励 98 折', 'First portal order', 'order', 'pct_off', 'active', -200, 165, { benefit_on: 'order', value: '2', per_dealer_limit: 1, value_cap: '2000.00', used_times: 17, used_amount: '14210.00' }),
  promotion('PM-EVERY', '滤芯每满 2000 减 100', 'Filters: every 2,000', 'order', 'every_amount_off', 'paused', -45, 45, { scope_categories: [by('P-FILTER')], value: '100', every: '2000', recurring: true, used_times: 52, used_amount: '9800.00' }),
  promotion('PM-COUPON', '双十二优惠券', 'December coupons', 'order', 'tier_amount_off', 'pending', 8, 20, { benefit_on: 'order', coupon_required: true, total_limit: 100, tiers: [{ threshold: '20000', value: '600' }] }),
  promotion('PM-ONEDAY', '双十一满额 95 折', '11 November', 'order', 'tier_pct_off', 'ended', -17, -10, { benefit_on: 'order', tiers: [{ threshold: '30000', value: '5' }], budget: '120000.00', used_times: 74, used_amount: '120000.00' }),
]);

// ---- orders ----------------------------------------------------------------------------------------------------------

const sellable = skus.filter((sku) => sku.product.kind !== 'gift');
const gifts = skus.filter((sku) => sku.product.kind === 'gift');
const ordering = dealers.filter(({ status }) => status !== 'applying');
const weightOf = (dealer) => ({ A: 9, B: 4.5, C: 1.6 }[dealer.level] * (dealer.type === 'sub_dealer' ? 0.6 : 1) * (dealer.status === 'active' ? 1 : 0.5));
const ordersTotal = 1450;
const lastMonth = Number(options.anchor.slice(0, 4)) * 12 + Number(options.anchor.slice(5, 7)) - 1;
const season = [0.92, 0.7, 0.98, 1, 1.06, 1.12, 1, 0.96, 1.02, 1.02, 1.14, 1.05];
const months = Array.from({ length: 15 }, (_, index) => {
  const at = lastMonth - 14 + index;
  const from = `${Math.floor(at / 12)}-${digits((at % 12) + 1, 2)}-01`;
  const last = index === 14 ? Math.max(Number(options.anchor.slice(8)) - 1, 1) : new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  return { from, last, weight: 1.02 ** index * season[at % 12] * (index === 14 ? Math.max(last / 30, 0.4) : 1) };
});
/** Largest remainder: the counts add up to the total. */
function share(total, weights) {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const order = weights.map((weight, index) => [(total * weight) / sum - parts[index], index]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (let left = total - parts.reduce((all, part) => all + part, 0), at = 0; left > 0; left -= 1, at += 1) parts[order[at][1]] += 1;
  return parts;
}
const counts = share(ordersTotal, months.map(({ weight }) => weight));
const dates = months.flatMap(({ from, last }, index) => Array.from({ length: counts[index] }, () => addDays(from, between(0, last - 1)))).sort();

function statusOn(age) {
  const draw = random();
  if (age > 12 && draw < 0.03) return 'cancelled';
  if (age > 3 && draw < 0.042) return 'rejected';
  if (age > 40) return 'completed';
  if (age > 18) return draw < 0.6 ? 'completed' : 'received';
  if (age > 9) return draw < 0.55 ? 'received' : 'shipped';
  if (age > 5) return draw < 0.4 ? 'shipped' : draw < 0.9 ? 'in_fulfilment' : 'on_hold';
  if (age > 2) return draw < 0.15 ? 'in_fulfilment' : draw < 0.6 ? 'confirmed' : draw < 0.7 ? 'on_hold' : 'submitted';
  return draw < 0.5 ? 'submitted' : draw < 0.75 ? 'confirmed' : 'draft';
}
const gone = new Set(['shipped', 'received', 'completed']);
const seen = new Map();
const numberOf = (date) => {
  seen.set(date, (seen.get(date) ?? 0) + 1);
  return `SO-${compactDay(date)}-${digits(seen.get(date), 5)}`;
};

function makeLine(no, sku, dealer, order) {
  const foreign = dealer.currency === 'USD';
  const carton = sku.cartons && chance(0.35);
  const factor = carton ? 4 : 1;
  const scale = sku.list > 200_000 ? 6 : sku.list > 60_000 ? 14 : 36;
  const qty = Math.max(1, Math.round((between(1, scale) * { A: 2, B: 1.3, C: 0.8 }[dealer.level]) / factor));
  const piece = foreign ? usd(sku.list) : Math.round((sku.list * (100 - offOf[dealer.level])) / 100);
  const price = piece * factor;
  const discount = !foreign && chance(0.12) ? Math.round(price * qty * 0.02) : 0;
  return { no, sku, uom: carton ? 'CTN' : sku.uom, factor, qty, price, list: (foreign ? usd(sku.list) : sku.list) * factor, discount, kind: 'normal', rate: foreign ? 0 : 13, shipped: 0, received: 0, cancelled: 0, reserved: 0, order };
}
/** Tax included in the price, or none: so the gross of a line is its amount. */
const grossOf = (line) => line.price * line.qty - line.discount;

const orders = dates.map((date) => {
  const dealer = pickWeighted(ordering.filter((each) => each.status !== 'terminated' || daysAgo(date) > 60).filter((each) => !['frozen', 'exiting'].includes(each.status) || daysAgo(date) > 30), weightOf);
  const age = daysAgo(date);
  const order = { no: numberOf(date), date, age, dealer, status: statusOn(age), warehouse: warehouseOfZone[zoneOf[dealer.province]] };
  const chosen = pickSome(sellable, Math.min(6, between(1, 4) + (dealer.level === 'A' ? between(0, 2) : 0)));
  order.lines = chosen.map((sku, index) => makeLine(index + 1, sku, dealer, order));
  if (chance(0.06) && order.lines.length < 6) order.lines.push({ ...makeLine(order.lines.length + 1, pick(gifts), dealer, order), uom: 'EA', factor: 1, qty: between(1, 5), price: 0, discount: 0, kind: 'gift' });
  order.freight = order.lines.reduce((sum, line) => sum + grossOf(line), 0) < 800_000 && dealer.currency === 'CNY' ? 30_000 : 0;
  order.total = order.lines.reduce((sum, line) => sum + grossOf(line), 0) + order.freight;
  order.method = dealer.currency === 'USD' ? 'transfer' : pickWeighted([['credit', 62], ['prepaid', 24], ['online', 14]], (each) => each[1])[0];
  order.rebate = dealer.currency === 'CNY' && chance(0.1) ? Math.floor((order.total * 0.05) / 100) * 100 : 0;
  return order;
});
// Every state is shown, whatever chance says.
const recent = orders.filter(({ age }) => age <= 18).toReversed();
for (const [index, status] of ['draft', 'submitted', 'confirmed', 'draft', 'draft', 'confirmed', 'submitted', 'in_fulfilment', 'on_hold', 'shipped', 'received', 'rejected', 'cancelled'].entries()) {
  if (recent[index] && orders.filter((order) => order.status === status).length < 4) recent[index].status = status;
}
// One hold of each type on orders that wait for review.
const holdTypes = [['credit', '下单后信用占用超出额度 12,800.00'], ['overdue', '存在逾期 36 天的应收款'], ['price_floor', '明细单价低于底价'], ['discount_cap', '折扣 14% 超出等级上限'], ['special_price', '特价申请额度已用完'], ['stock', '发货仓可订数量不足'], ['license', '涉水产品经营备案 7 天后到期'], ['territory', '收货地不在授权区域内'], ['contract', '年度合同待续签'], ['quota', '超出旗舰油烟机月度限量'], ['manual', '客户要求暂缓确认'], ['credit', '结算经销商额度待复核']];
const waiting = orders.filter(({ status }) => status === 'submitted');
for (const [index, [type, evidence]] of holdTypes.entries()) waiting[index % waiting.length].holds = [...(waiting[index % waiting.length].holds ?? []), { type, blocking: type !== 'license', evidence, status: 'open' }];

for (const order of orders) {
  const { status } = order;
  const partial = chance(0.15);
  for (const line of order.lines) {
    if (gone.has(status)) line.shipped = line.qty;
    if (status === 'received' || status === 'completed') line.received = line.qty;
    if (status === 'completed' && partial && line.qty > 4 && chance(0.3)) { line.cancelled = 1; line.shipped -= 1; line.received -= 1; }
    if (status === 'in_fulfilment') { line.shipped = line.no === 1 && partial ? line.qty : Math.floor(line.qty * (chance(0.5) ? 0.5 : 0)); }
    if (['submitted', 'confirmed', 'on_hold', 'in_fulfilment'].includes(status)) line.reserved = line.qty - line.shipped;
  }
}

// ---- stock -----------------------------------------------------------------------------------------------------------

const stock = new Map(warehouses.flatMap(([code]) => skus.map((sku, index) => {
  const safety = safetyOf(sku);
  return [`${code}/${sku.code}`, { warehouse: code, sku, index, safety, onHand: safety * 3 + between(0, safety * 6), reserved: 0 }];
})));
const short = skus.filter((sku) => sku.product.kind === 'goods').slice(20, 33);
short.slice(0, 8).forEach((sku, index) => { const at = stock.get(`${warehouses[index % 4][0]}/${sku.code}`); at.onHand = Math.max(1, Math.floor(at.safety * 0.4)); at.kept = true; });
short.slice(8).forEach((sku, index) => { const at = stock.get(`${warehouses[index % 4][0]}/${sku.code}`); at.onHand = 0; at.kept = true; });
const reservations = [];
for (const order of orders) for (const line of order.lines) {
  if (line.reserved === 0) continue;
  const at = stock.get(`${order.warehouse}/${line.sku.code}`);
  const base = line.reserved * line.factor;
  if (at.kept && at.reserved + base > at.onHand) { line.reserved = 0; continue; }
  at.reserved += base;
  if (at.reserved + at.safety > at.onHand && !at.kept) at.onHand = at.reserved + at.safety + between(5, 60);
  const soft = order.status === 'submitted';
  reservations.push({ no: `RS-${compactDay(order.date)}-${digits(reservations.length + 1, 6)}`, order: { no: order.no }, order_line: { order: { no: order.no }, no: line.no }, sku: by(line.sku.code), warehouse: by(order.warehouse), qty: String(base), level: soft ? 'soft' : 'hard', status: 'active', ...(soft ? { expires_at: moment(day(3), 9) } : {}) });
}
const counted = new Date(today - 20 * 3_600_000).toISOString();
demo('40', 'stock_balance', ['warehouse', 'sku', 'stock_status'], [...stock.values()].map(({ warehouse, sku, safety, onHand, reserved }) => ({ warehouse: by(warehouse), sku: by(sku.code), stock_status: 'good', on_hand: String(onHand), reserved: String(reserved), safety_stock: String(safety), counted_at: counted })));
demo('41', 'stock_move', ['no'], [...stock.values()].filter(({ onHand }) => onHand > 0).map(({ warehouse, sku, onHand }, index) => ({ no: `SM-${compactDay(day(-1))}-${digits(index + 1, 6)}`, at: counted, kind: 'open', sku: by(sku.code), qty: String(onHand), to_warehouse: by(warehouse), to_status: 'good', doc_type: 'count', doc_no: `PD-${compactDay(day(-1))}`, idem_key: `open:${warehouse}:${sku.code}` })));

// ---- order documents -------------------------------------------------------------------------------------------------

const shipTo = (dealer) => ({ region: dealer.place, detail: dealer.street, postcode: `${dealer.admin.slice(0, 4)}00` });
const reached = (status, ...states) => states.includes(status);
function orderRow(order) {
  const { no, date, dealer, status, age } = order;
  const company = dealer.currency === 'USD' ? 'BP-INT' : 'BP-CN';
  const paid = order.total - order.rebate;
  const settled = !reached(status, 'draft', 'submitted', 'rejected', 'cancelled');
  const confirmed = settled ? { submitted_at: moment(date, 10), confirmed_at: moment(addDays(date, age > 1 ? 1 : 0), 11) } : status === 'draft' ? {} : { submitted_at: moment(date, 10) };
  order.shipDate = addDays(date, Math.min(2 + (age % 4), Math.max(age - 1, 0)));
  order.receiveDate = addDays(order.shipDate, Math.min(3 + (age % 3), Math.max(age - 1 - Math.round((Date.parse(order.shipDate) - Date.parse(date)) / dayMs), 0)));
  return {
    no, company: by(company), dealer: by(dealer.code), settle_dealer: by(dealer.settle), type: pickWeighted([['standard', 88], ['replenish', 8], ['project', 4]], (each) => each[1])[0], source: pickWeighted([['portal', 55], ['mini', 15], ['rep', 25], ['import', 5]], (each) => each[1])[0], status,
    order_date: date, requested_date: addDays(date, between(3, 10)), price_date: date, ...(chance(0.4) ? { po_no: `PO${compactDay(date).slice(2)}${between(10, 99)}` } : {}),
    ship_to: shipTo(dealer), ship_contact: dealer.contact, ship_phone: dealer.phone, warehouse: by(order.warehouse), ship_policy: 'partial', currency: dealer.currency, rate: dealer.currency === 'USD' ? '7.12' : '1', price_includes_tax: dealer.currency !== 'USD', payment_term: by(dealer.currency === 'USD' ? 'PREPAY' : termOf[dealer.level]), settle_method: order.method,
    freight: yuan(order.freight), rebate_used: yuan(order.rebate), prepaid_used: yuan(order.method === 'prepaid' && settled ? paid : 0), online_paid: yuan(order.method === 'online' && settled ? paid : 0), ...confirmed,
    ...(gone.has(status) ? { first_ship_at: moment(order.shipDate, 15), full_ship_at: moment(order.shipDate, 16) } : order.lines.some(({ shipped }) => shipped > 0) ? { first_ship_at: moment(order.shipDate, 15) } : {}), ...(reached(status, 'received', 'completed') ? { received_at: moment(order.receiveDate, 14) } : {}), ...(reached(status, 'completed', 'cancelled', 'rejected') ? { closed_at: moment(addDays(date, Math.min(age, 20))) } : {}),
    ...(status === 'cancelled' ? { cancel_reason: pick(['dealer_request', 'out_of_stock', 'price_changed', 'duplicate']) } : {}), ...(status === 'rejected' ? { reject_reason: '价格或收货信息有误，请修改后重新下单。' } : {}), ...(status === 'on_hold' ? { hold_reason: '经销商要求暂缓发货。' } : {}),
    lines: order.lines.map((line) => ({
      no: line.no, sku: by(line.sku.code), uom: by(line.uom), factor: String(line.factor), qty: String(line.qty), kind: line.kind, list_price: yuan(line.list), unit_price: yuan(line.price), ...(line.discount > 0 ? { discount_alloc: yuan(line.discount) } : {}), tax_rate: String(line.rate),
      ...Object.fromEntries(['reserved', 'shipped', 'received', 'cancelled'].filter((name) => line[name] > 0).map((name) => [`qty_${name}`, String(line[name])])),
    })),
    ...(order.holds ? { holds: order.holds } : {}),
  };
}
demoByMonth('60', 'sales_order', ['no'], orders.map(orderRow), (row) => row.order_date);

const shipments = [];
for (const order of orders) {
  const shipped = order.lines.filter((line) => line.shipped > 0);
  if (shipped.length === 0) continue;
  const parts = shipped.length > 1 && chance(0.15) ? [shipped.slice(0, 1), shipped.slice(1)] : [shipped];
  for (const part of parts) {
    const done = reached(order.status, 'received', 'completed');
    const status = done ? 'received' : pick(order.status === 'shipped' ? ['shipped', 'in_transit', 'in_transit', 'delivered'] : ['shipped', 'in_transit', 'in_transit', 'exception']);
    shipments.push({ order, date: order.shipDate, part, status, no: `DN-${compactDay(order.shipDate)}-${digits(shipments.length + 1, 5)}` });
  }
}
// Some deliveries are still being picked and packed.
for (const order of orders.filter(({ status }) => status === 'in_fulfilment')) {
  const part = order.lines.filter((line) => line.qty > line.shipped).map((line) => ({ ...line, shipped: line.qty - line.shipped }));
  if (part.length > 0 && chance(0.7)) shipments.push({ order, date: order.shipDate, part, status: pick(['draft', 'picking', 'packed']), no: `DN-${compactDay(order.shipDate)}-${digits(shipments.length + 1, 5)}` });
}
const onTheWay = new Set(['shipped', 'in_transit', 'delivered', 'received', 'exception']);
demoByMonth('65', 'shipment', ['no'], shipments.map(({ order, date, part, status, no }) => {
  const { dealer } = order;
  const arrived = order.receiveDate;
  return {
    no, order: { no: order.no }, dealer: by(dealer.code), warehouse: by(order.warehouse), status, ship_to: shipTo(dealer), ship_contact: dealer.contact, ship_phone: dealer.phone, packages: part.length * 2,
    ...(onTheWay.has(status) ? { carrier: pick(['sf', 'deppon', 'jd', 'ane', 'own']), tracking_no: `T${compactDay(date)}${digits(between(0, 999999), 6)}`, eta: addDays(date, 4), shipped_at: moment(date, 15) } : {}), ...(reached(status, 'received', 'delivered') ? { delivered_at: moment(arrived, 11) } : {}), ...(status === 'exception' ? { exception_note: '承运商反馈外包装破损，正在核实。' } : {}),
    lines: part.map((line, index) => ({ no: index + 1, order_line: { order: { no: order.no }, no: line.no }, sku: by(line.sku.code), qty: String(line.shipped * line.factor) })),
  };
}), (row) => `${row.no.slice(3, 7)}-${row.no.slice(7, 9)}-01`);

const receivedLately = shipments.filter(({ status, order }) => (status === 'received' || status === 'delivered') && order.age <= 120);
demoByMonth('66', 'receipt', ['no'], receivedLately.map(({ order, no, part, status }, index) => {
  const damaged = status === 'received' && chance(0.04);
  const state = status === 'delivered' ? 'pending' : damaged ? (chance(0.5) ? 'difference' : 'confirmed') : chance(0.1) ? 'auto' : 'confirmed';
  return {
    no: `RC-${compactDay(order.receiveDate)}-${digits(index + 1, 5)}`, shipment: { no }, dealer: by(order.dealer.code), status: state, ...(state === 'pending' ? {} : { received_by: order.dealer.contact, received_at: moment(order.receiveDate, 15) }),
    lines: part.map((line, at) => { const all = line.shipped * line.factor; const bad = damaged && at === 0 ? 1 : 0; return { no: at + 1, sku: by(line.sku.code), qty_shipped: String(all), qty_received: String(state === 'pending' ? 0 : all - bad), qty_damaged: String(bad) }; }),
  };
}), (row) => `${row.no.slice(3, 7)}-${row.no.slice(7, 9)}-01`);
demo('67', 'reservation', ['no'], reservations);

// ---- receivables, payments, credit, accounts ---------------------------------------------------------------------------

const termDays = { A: 60, B: 30, C: 15 };
const overdueDealers = new Set(['D013', 'D016', 'D018', 'D032']);
const receivables = [];
const payments = [];
for (const order of orders.filter(({ status, method }) => gone.has(status) && ['credit', 'transfer'].includes(method))) {
  const settle = dealerOf.get(order.dealer.settle);
  const amount = order.lines.reduce((sum, line) => sum + Math.round((grossOf(line) * line.shipped) / line.qty), 0) + order.freight - order.rebate;
  const due = addDays(order.shipDate, termDays[settle.level]);
  const late = overdueDealers.has(settle.code) && daysAgo(due) > 0 && daysAgo(due) <= (settle.code === 'D032' ? 300 : 70);
  const row = { no: `AR-${compactDay(order.shipDate).slice(0, 6)}-${digits(receivables.length + 1, 6)}`, settle, order, amount, due, paid: 0, currency: order.dealer.currency };
  const payday = addDays(due, between(-6, 2));
  if (payday < options.anchor && !late) row.paid = amount;
  else if (chance(0.1)) row.paid = Math.floor(amount * 0.4);
  if (row.paid > 0) payments.push({ row, date: payday < options.anchor ? payday : day(-between(1, 5)), amount: row.paid });
  receivables.push(row);
}
demo('70', 'receivable', ['no'], receivables.map(({ no, settle, order, amount, due, paid, currency }, index) => ({
  no, dealer: by(settle.code), company: by(currency === 'USD' ? 'BP-INT' : 'BP-CN'), doc_type: 'invoice', doc_no: `INV-${compactDay(order.shipDate).slice(2)}-${digits(index + 1, 5)}`, order: { no: order.no }, doc_date: order.shipDate, due_date: due < order.shipDate ? order.shipDate : due, currency, amount: yuan(amount), paid: yuan(paid),
  ...(paid < amount && index % 97 === 5 ? { dispute: true, dispute_note: '经销商对破损货物的金额有异议。' } : {}),
})));
payments.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.row.no < b.row.no ? -1 : 1));
const paymentRows = payments.map(({ row, date, amount }, index) => {
  // A tenth pays a round sum; what is over stays unallocated.
  const whole = index % 10 === 0 ? Math.ceil(amount / 100_000) * 100_000 : amount;
  return { no: `PM-${compactDay(date)}-${digits(index + 1, 5)}`, dealer: by(row.settle.code), company: by(row.currency === 'USD' ? 'BP-INT' : 'BP-CN'), method: 'bank', amount: yuan(whole), currency: row.currency, value_date: date, bank_ref: `BK${compactDay(date)}${digits(index + 1, 6)}`, status: 'confirmed', confirmed_at: moment(date, 16), allocations: [{ receivable: { no: row.no }, amount: yuan(amount), at: moment(date, 17) }] };
});
for (let index = 0; index < 6; index += 1) paymentRows.push({ no: `PM-${compactDay(day(-1))}-${digits(90001 + index, 5)}`, dealer: by(dealers[index * 3].code), company: by('BP-CN'), method: 'bank', amount: yuan(between(50, 400) * 10_000), currency: 'CNY', value_date: day(-1), bank_ref: `BK${compactDay(day(-1))}${digits(900001 + index, 6)}`, status: index === 5 ? 'draft' : 'pending_match', allocations: [] });
demo('71', 'payment', ['no'], paymentRows);

const settling = dealers.filter((dealer) => dealer.settle === dealer.code && dealer.status !== 'applying');
const openOrder = new Map();
for (const order of orders.filter(({ status, method }) => ['confirmed', 'in_fulfilment', 'on_hold'].includes(status) && ['credit', 'transfer'].includes(method))) {
  openOrder.set(order.dealer.settle, (openOrder.get(order.dealer.settle) ?? 0) + order.lines.reduce((sum, line) => sum + Math.round((grossOf(line) * (line.qty - line.shipped)) / line.qty), 0));
}
const arOf = (code) => receivables.filter(({ settle }) => settle.code === code).reduce((sum, { amount, paid }) => sum + amount - paid, 0);
const roundUp = (cents, step) => Math.ceil(cents / step) * step;
demo('72', 'credit_profile', ['dealer', 'company', 'currency'], settling.map((dealer, index) => {
  const exposure = (openOrder.get(dealer.code) ?? 0) + arOf(dealer.code);
  const least = { A: 300_000_000, B: 120_000_000, C: 30_000_000 }[dealer.level];
  const tight = index % 6 === 4;
  const limit = Math.max(tight ? 10_000_000 : least, roundUp(exposure * (tight ? 1.04 : 1.4), 10_000_000));
  return { dealer: by(dealer.code), company: by(dealer.currency === 'USD' ? 'BP-INT' : 'BP-CN'), currency: dealer.currency, mode: dealer.level === 'C' ? 'block' : 'approve', status: dealer.status === 'terminated' || dealer.code === 'D032' ? 'stop' : exposure > limit * 0.9 ? 'watch' : 'ok', ...(dealer.code === 'D032' ? { status_reason: '逾期未结清。' } : {}), limit_base: yuan(limit), exp_open_order: yuan(openOrder.get(dealer.code) ?? 0), exp_ar: yuan(arOf(dealer.code)), review_on: day(between(20, 200)), ...(dealer.code === 'D002' ? { temp_limit: '500000.00', temp_valid: { from: day(-10), to: day(40) } } : {}) };
}));

const clearing = { 'BP-CN': 0 };
const opened = settling.filter(({ currency, status }) => currency === 'CNY' && status !== 'terminated').flatMap((dealer) => [['prepaid', between(2, 60) * 1_000_000], ['rebate_pool', between(1, 15) * 500_000], ['deposit', { A: 20_000_000, B: 10_000_000, C: 3_000_000 }[dealer.level]]].map(([type, amount]) => {
  clearing['BP-CN'] += amount;
  return { code: `${type.toUpperCase().replace('_POOL', '')}-${dealer.code}`, type, dealer, amount };
}));
demo('73', 'ledger_account', ['code'], [
  { code: 'BANK-BP-CN', type: 'bank_clearing', company: by('BP-CN'), currency: 'CNY', side: 'debit_normal', constraint: 'none', debits_posted: yuan(clearing['BP-CN']) },
  ...opened.map(({ code, type, dealer, amount }) => ({ code, type, dealer: by(dealer.code), company: by('BP-CN'), currency: 'CNY', side: 'credit_normal', constraint: 'no_overdraft', credits_posted: yuan(amount) })),
]);
demo('74', 'ledger_transfer', ['no'], opened.map(({ code, type, amount }, index) => ({ no: `LT-${compactDay(day(-1))}-${digits(index + 1, 6)}`, at: moment(day(-1), 8), debit: by('BANK-BP-CN'), credit: by(code), amount: yuan(amount), currency: 'CNY', kind: { prepaid: 'topup', rebate_pool: 'rebate', deposit: 'deposit' }[type], flag: 'none', doc_type: 'opening', doc_no: 'OPEN', idem_key: `open:${code}` })));

// ---- other systems ---------------------------------------------------------------------------------------------------

demo('80', 'external_ref', ['system', 'object', 'external_id'], dealers.slice(0, 24).map(({ code }, index) => ({ system: 'erp', object: 'dealer', external_id: `K${digits(100200 + index * 7, 8)}`, record_no: code, synced_at: moment(day(-2), 8) })));
demo('81', 'outbox_event', ['aggregate', 'seq'], orders.filter(({ status }) => status === 'confirmed').map((order) => ({ aggregate: `sales_order:${order.no}`, seq: 1, type: 'sales_order.confirmed', payload: { no: order.no, total: yuan(order.total) }, ...(order.age > 2 ? { published_at: moment(addDays(order.date, 1), 12), attempts: 1 } : {}) })));

const states = {};
for (const { status } of orders) states[status] = (states[status] ?? 0) + 1;
console.log(`${written.length} files, ${written.reduce((sum, [, rows]) => sum + rows, 0)} rows, ${written.reduce((sum, [, , bytes]) => sum + bytes, 0)} bytes; the largest: ${written.toSorted((a, b) => b[2] - a[2])[0].join(', ')}`);
console.log(`${orders.length} orders, ${orders.reduce((sum, { lines }) => sum + lines.length, 0)} lines:`, states, `${shipments.length} shipments, ${receivables.length} receivables, ${payments.length} payments`);
