/** The look: ink blue, a little amber, quiet greys; contrasts that antd's defaults miss are raised to AA, in the light and in the dark. */
import { theme as antd, type ThemeConfig } from 'antd';

// Whoever asked their system for less movement gets none.
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const shared = {
  borderRadius: 6,
  motion,
  // Latin faces first: in a Chinese one, an apostrophe is as wide as a character.
  fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
} as const;

const components: ThemeConfig['components'] = {
  Menu: { itemBorderRadius: 6, itemHeight: 32 },
  Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 26, horizontalMargin: '0 0 12px' },
  Card: { headerFontSize: 15 },
};

const light: ThemeConfig = {
  token: {
    ...shared,
    colorPrimary: '#1f5f99',
    colorPrimaryBg: '#e2edf7',
    colorInfo: '#1f5f99',
    colorInfoBg: '#eef4fa',
    colorInfoBorder: '#c3d9ec',
    colorLink: '#1f5f99',
    colorError: '#c9302c',
    colorSuccess: '#2f7d1f',
    colorSuccessBg: '#f1f8ee',
    colorSuccessBorder: '#bfdcb4',
    colorWarning: '#a8690a',
    colorWarningBg: '#fef7e8',
    colorWarningBorder: '#efd3a0',
    colorTextPlaceholder: '#6d7580',
    colorTextDescription: '#5f6873',
    colorTextTertiary: '#5f6873',
    colorTextDisabled: '#6d7580',
    colorBgLayout: '#f4f6f8',
    colorBorderSecondary: '#e6eaee',
    colorSplit: '#eef1f4',
    controlItemBgHover: '#eef3f8',
    controlItemBgActive: '#e2edf7',
    controlItemBgActiveHover: '#d5e5f3',
  },
  components: { ...components, Tag: { defaultBg: '#eef1f4' } },
};

const ink = '#0b1015';

const dark: ThemeConfig = {
  token: {
    ...shared,
    colorPrimary: '#6fb1ea',
    colorPrimaryBg: '#1c3a57',
    colorPrimaryText: '#9bcbf9',
    colorInfo: '#6fb1ea',
    colorLink: '#9bcbf9',
    colorLinkHover: '#bcdcfb',
    colorError: '#ff8a84',
    colorSuccess: '#6cb84f',
    colorWarning: '#d9a03c',
    colorBgBase: '#12161b',
    colorTextBase: '#e8ecf0',
    colorTextPlaceholder: '#8d96a1',
    colorTextDescription: '#a0a9b4',
    colorTextTertiary: '#a0a9b4',
    colorTextDisabled: '#8d96a1',
    colorBgLayout: '#0d1116',
    colorBgContainer: '#161b22',
    colorBgElevated: '#1d232c',
    colorBorder: '#3a434e',
    colorBorderSecondary: '#2a313a',
    colorSplit: '#252c34',
    controlItemBgHover: '#1f2731',
    controlItemBgActive: '#1c3a57',
    controlItemBgActiveHover: '#224567',
  },
  // Light enough to be read as text; what stands on it is dark then.
  components: { ...components, Tag: { defaultBg: '#252c34' }, Button: { primaryColor: ink, dangerColor: ink }, DatePicker: { colorTextLightSolid: ink }, Radio: { buttonSolidCheckedColor: ink } },
};

/** The class on `html` that carries the tokens as CSS variables, so that every style sheet reads the same ones. */
const cssVar = { key: 'tenon' };

export const themeOf = (isDark: boolean, compact: boolean): ThemeConfig => ({
  ...(isDark ? dark : light),
  cssVar,
  algorithm: [isDark ? antd.darkAlgorithm : antd.defaultAlgorithm, ...(compact ? [antd.compactAlgorithm] : [])],
});
