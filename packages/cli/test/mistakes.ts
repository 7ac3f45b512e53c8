/** Mistakes as authors make them, each planted in the demo's package by changing one place of one file. */

export interface Mistake {
  readonly what: string;
  readonly file: string;
  /** Text that stands in the file, at its first occurrence; absent for a file that is new. */
  readonly find?: string;
  readonly put: string;
  /** A part of `put` (or of what follows it) on the line that must be named; the whole of `put` when absent. */
  readonly at?: string;
  readonly code: string;
  /** What the author is told beside the place: a hint, or the message itself where it says what to do. */
  readonly helps: string;
}

export const mistakes: readonly Mistake[] = [
  { what: 'a file in a folder of no kind', file: 'object/tag.json', put: '{ "label": "Tag" }', code: 'MET001', helps: 'objects/tag.json' },
  { what: 'a comma is missing', file: 'options/carrier.json', find: '"SF Express"\n    },', put: '"SF Express"\n    }', at: '"deppon"', code: 'MET101', helps: 'comma expected' },
  { what: 'a key stands twice', file: 'views/uom.all.json', find: '  "kind": "list",', put: '  "kind": "list",\n  "object": "uom",', at: '  "object"', code: 'MET102', helps: 'Remove one of the two' },
  { what: 'a key is misspelt', file: 'objects/brand.json', find: '"label": "Name",\n      "required"', put: '"label": "Name",\n      "requierd"', at: '"requierd"', code: 'MET201', helps: 'Did you mean “required”?' },
  { what: 'a key is missing', file: 'views/brand.all.json', find: '  "kind": "list",\n', put: '', at: '{', code: 'MET202', helps: '“kind” is missing' },
  { what: 'a value is of another type', file: 'layouts/warehouse.default.json', find: '"columns": 2', put: '"columns": "2"', code: 'MET203', helps: '“columns” must be integer' },
  { what: 'a type is misspelt', file: 'objects/tax_code.json', find: '"type": "percent"', put: '"type": "precent"', code: 'MET204', helps: 'Did you mean “percent”?' },
  { what: 'a name has a capital', file: 'objects/warehouse.json', find: '"fields": {', put: '"fields": {\n    "pickUp": { "type": "boolean" },', at: '"pickUp"', code: 'MET205', helps: 'lower-case letters' },
  { what: 'a reference to no object', file: 'objects/sku_uom.json', find: '"to": "uom"', put: '"to": "uon"', code: 'MET401', helps: 'Did you mean “uom”?' },
  { what: 'a layout with no such field', file: 'layouts/company.default.json', find: '"tax_no": {}', put: '"tax_nr": {}', code: 'MET402', helps: 'Did you mean “tax_no”?' },
  { what: 'a view with no such column', file: 'views/payment_term.all.json', find: '"total_pct": {}', put: '"totl_pct": {}', code: 'MET402', helps: 'Did you mean “total_pct”?' },
  { what: 'a sort by no such field', file: 'views/receivable.overdue.json', find: '"sort": [\n    "due_date"', put: '"sort": [\n    "-due_data"', at: '-due_data', code: 'MET402', helps: 'Did you mean “due_date”?' },
  { what: 'a key over no such field', file: 'objects/uom_conv.json', find: '"fields": [\n        "from_uom"', put: '"fields": [\n        "from_uon"', at: 'from_uon', code: 'MET402', helps: 'Did you mean “from_uom”?' },
  { what: 'a path goes on after a text', file: 'views/sku.active.json', find: '"columns": {', put: '"columns": {\n    "name.code": {},', at: '"name.code"', code: 'MET403', helps: 'no reference' },
  { what: 'an app with no such view', file: 'apps/channel.json', find: '"object": "dealer_license",\n          "view": "all"', put: '"object": "dealer_license",\n          "view": "al"', at: '"al"', code: 'MET404', helps: 'Did you mean “dealer_license.all”?' },
  { what: 'children by no reference', file: 'objects/cart.json', find: '"by": "cart"', put: '"by": "qty"', code: 'MET408', helps: 'no reference to “cart”' },
  { what: 'a least above the greatest', file: 'objects/uom.json', find: '"min": 0,\n      "max": 3', put: '"min": 0,\n      "max": -3', at: '"min"', code: 'MET414', helps: 'more than the greatest' },
  { what: 'a pattern of numbers that is none', file: 'objects/receipt.json', find: '{seq:5}', put: '{sqe:5}', code: 'MET415', helps: '{seq' },
  { what: 'a title that is no text', file: 'objects/currency_rate.json', find: '"title": "label"', put: '"title": "rate_date"', code: 'MET418', helps: 'cannot name a record' },
  { what: 'a transition to no state', file: 'objects/shipment.json', find: '"to": "picking"', put: '"to": "piking"', code: 'MET421', helps: 'Did you mean “picking”?' },
  { what: 'a lifecycle that begins in no state', file: 'objects/price_book.json', find: '"initial": "draft"', put: '"initial": "drafft"', code: 'MET421', helps: 'Did you mean “draft”?' },
  { what: 'a role with no such object', file: 'roles/finance.json', find: '"uom_conv": {', put: '"uom_cnov": {', code: 'MET401', helps: 'Did you mean “uom_conv”?' },
  { what: 'a translation of nothing', file: 'locales/zh-CN.json', find: '"object/region#fields/parent/label"', put: '"object/region#fields/paretn/label"', code: 'MET510', helps: 'Did you mean “object/region#fields/parent/label”?' },
  { what: 'a row with no such field', file: 'data/20-category.json', find: '"sort_no":10', put: '"sort_on":10', code: 'MET402', helps: 'Did you mean “sort_no”?' },
  { what: 'a row with a value of another type', file: 'data/10-company.json', find: '"price_includes_tax":true', put: '"price_includes_tax":"yes"', code: 'MET203', helps: 'true or false' },
  { what: 'a time zone that is none', file: 'package.json', find: '"Asia/Shanghai"', put: '"Asia/Shangai"', code: 'MET461', helps: 'There is no time zone' },
  { what: 'a formula of no such field', file: 'objects/payment_term.json', find: 'sum(lines.pct)', put: 'sum(lines.ptc)', code: 'EXP202', helps: 'Did you mean pct?' },
  { what: 'a filter of no such field', file: 'views/dealer.frozen.json', find: "status == 'frozen'", put: "statsu == 'frozen'", code: 'EXP201', helps: 'Did you mean status?' },
  { what: 'no such function', file: 'objects/sales_order.json', find: 'coalesce(prepaid_used, 0)', put: 'coalsce(prepaid_used, 0)', code: 'EXP203', helps: 'Did you mean coalesce?' },
  { what: 'a validation that compares a number with a text', file: 'objects/receivable.json', find: '"check": "due_date >= doc_date"', put: '"check": "due_date >= amount"', code: 'EXP206', helps: 'date' },
  { what: 'a default that is no option', file: 'objects/sales_order.json', find: "\"default\": \"'partial'\"", put: "\"default\": \"'partail'\"", code: 'EXP207', helps: 'Did you mean partial?' },
  { what: 'a condition of no such attribute of the user', file: 'roles/dealer_portal.json', find: '"under(record, user.dealer)"', put: '"under(record, user.deeler)"', code: 'EXP202', helps: 'Did you mean dealer?' },
  { what: 'a quote that is not closed', file: 'objects/promotion.json', find: "\"kind not in ('buy_n_get_m_added', 'buy_n_get_m_in_cart')", put: "\"kind not in ('buy_n_get_m_added', 'buy_n_get_m_in_cart)", code: 'EXP102', helps: 'Close it with' },
  { what: 'a report by no such field', file: 'reports/orders_by_region.json', find: '"value": "dealer.region"', put: '"value": "dealer.regoin"', at: 'regoin', code: 'EXP202', helps: 'Did you mean region?' },
  { what: 'a metric of no such field', file: 'reports/order_trend.json', find: '"value": "sum(total)"', put: '"value": "sum(totla)"', at: 'totla', code: 'EXP201', helps: 'Did you mean total?' },
  { what: 'a metric that is no aggregate', file: 'reports/orders_total.json', find: '"value": "avg(total)"', put: '"value": "total"', at: '"total"', code: 'MET471', helps: 'sum(amount)' },
  { what: 'a chart of no such metric', file: 'reports/dealer_ranking.json', find: '"metrics": [\n      "amount"', put: '"metrics": [\n      "amuont"', at: 'amuont', code: 'MET404', helps: 'Did you mean “amount”?' },
  { what: 'a dashboard with no such report', file: 'dashboards/sales_morning.json', find: '"report": "orders_total"', put: '"report": "order_total"', at: '"order_total"', code: 'MET404', helps: 'Did you mean “orders_total”?' },
  { what: 'a dashboard that narrows by no such field', file: 'dashboards/finance_morning.json', find: '"period": "value_date"', put: '"period": "value_dat"', at: '"value_dat"', code: 'MET402', helps: 'Did you mean “value_date”?' },
  { what: 'a calendar by a text', file: 'views/shipment.calendar.json', find: '"start": "eta"', put: '"start": "carrier"', at: '"carrier"', code: 'MET468', helps: 'date' },
  { what: 'formulas in a circle', file: 'objects/sku.json', find: '"fields": {', put: '"fields": {\n    "egg": { "type": "integer", "formula": "hen + 1" },\n    "hen": { "type": "integer", "formula": "egg - 1" },', at: '"egg"', code: 'MET501', helps: 'hen' },
];
