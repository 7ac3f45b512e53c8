/** The look: ink blue, a little amber, quiet greys; contrasts that antd's defaults miss are raised to AA. */
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f5f99',
    colorInfo: '#1f5f99',
    colorLink: '#1f5f99',
    colorError: '#c9302c',
    colorTextPlaceholder: '#757d88',
    colorTextDescription: '#5f6873',
    colorBgLayout: '#f4f6f8',
    borderRadius: 6,
    fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', Roboto, sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 20px' },
    Menu: { itemBorderRadius: 6, itemHeight: 36, itemSelectedBg: '#e6eff7', itemSelectedColor: '#17497a', itemActiveBg: '#eef3f8' },
    Table: { headerBg: '#f7f9fb', headerColor: '#4a5561', cellPaddingBlockMD: 10 },
    Card: { headerFontSize: 15 },
  },
};
