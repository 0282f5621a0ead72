export const header = {
  simulate: '模拟',
  'imported log': '导入的日志',
  Save: '保存',
  'Keys and help': '按键与帮助',
  Reconnect: '重新连接',
  'Simulate instead': '改为模拟',
} as const;
