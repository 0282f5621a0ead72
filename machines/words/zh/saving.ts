/** The formats in which a run is saved. */
export const saving = {
  'Save as…': '另存为…',
  'Save the run as': '将运行另存为',
  'Recording: this page and every command read it again': '录制：本页面和所有命令都能再次读取',
  'Trace for ui.perfetto.dev and chrome://tracing': '供 ui.perfetto.dev 和 chrome://tracing 使用的跟踪',
  'Requests as CSV, for a spreadsheet': '请求列表 (CSV)，供电子表格使用',
  'OpenTelemetry spans (OTLP/JSON), for a collector': 'OpenTelemetry span (OTLP/JSON)，供收集器使用',
  'Mermaid sequence diagram, for a document': 'Mermaid 时序图，供文档使用',
  'Timeline as a picture (SVG)': '时间线图片 (SVG)',
} as const;
