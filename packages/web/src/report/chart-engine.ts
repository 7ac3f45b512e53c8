/** ECharts with the parts that our charts are made of. Loaded when the first chart is to be drawn, and by nothing else. */
import { BarChart, FunnelChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendScrollComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, FunnelChart, LineChart, PieChart, AriaComponent, GridComponent, LegendScrollComponent, TooltipComponent, SVGRenderer]);

export interface Drawn {
  readonly show: (option: EChartsCoreOption) => void;
  /** Says which mark of which series somebody chose. */
  readonly onPick: (pick: (series: number, at: number) => void) => void;
  readonly resize: () => void;
  readonly end: () => void;
}

/** Draws into an element, until its end. */
export function draw(element: HTMLElement): Drawn {
  const chart: ECharts = init(element, null, { renderer: 'svg' });
  return {
    show: (option) => chart.setOption(option, { notMerge: true }),
    onPick: (pick) => {
      chart.off('click');
      chart.on('click', ({ seriesIndex, dataIndex }) => pick(seriesIndex ?? 0, dataIndex));
    },
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}
