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
    // Whoever asked their system for less movement gets none.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    // Latin faces first: in a Chinese one, an apostrophe is as wide as a character.
    fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 20px' },
    Menu: { itemBorderRadius: 6, itemHeight: 32, itemSelectedBg: '#e6eff7', itemSelectedColor: '#17497a', itemActiveBg: '#eef3f8' },
    Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 26, horizontalMargin: '0 0 12px' },
    Tag: { defaultBg: '#eef1f4' },
    Card: { headerFontSize: 15 },
  },
};
