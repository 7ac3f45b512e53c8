/** Types of the documents. Made by packages/model/scripts/generate-types.ts from packages/model/schemas; do not edit. */
export interface PackageDocument {
name: string
version: string
private?: true
description?: string
author?: string
license?: string
tenon: {
engine?: string
namespace: string
extends?: {
[k: string]: string
}
label: string
locales?: string[]
timeZone?: string
currency?: string
app?: string
modules?: {
[k: string]: {
label: string
description?: string
requires?: string[]
objects: string[]
on?: boolean
}
}
}
}

export type FieldDocument = (TextField | LongTextField | StructuredField | PlainField | IntegerField | DecimalField | MoneyField | QuantityField | DateField | DateRangeField | SelectField | MultiSelectField | ReferenceField | ReferencesField | ChildrenField | FileField | AutonumberField)
export type FieldOptions = (string | {
[k: string]: {
label?: string
color?: ("gray" | "blue" | "green" | "gold" | "orange" | "red" | "purple" | "cyan")
inactive?: boolean
when?: string[]
}
})

export interface ObjectDocument {
label: string
plural?: string
description?: string
help?: string
icon?: string
title?: string
search?: string[]
fields: {
[k: string]: FieldDocument
}
recordTypes?: {
[k: string]: {
label?: string
description?: string
}
}
validations?: {
[k: string]: {
check: string
message: string
at?: string
open?: ("variant" | "tenant")
}
}
keys?: {
[k: string]: {
fields: string[]
when?: string
}
}
indexes?: {
[k: string]: {
fields: string[]
}
}
lifecycle?: {
field: string
initial: string
transitions: {
[k: string]: TransitionDocument
}
}
states?: {
[k: string]: {
frozen?: ("all" | string[])
final?: boolean
}
}
owner?: boolean
history?: boolean
comments?: boolean
attachments?: boolean
partOf?: string
}
export interface TextField {
type: "text"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
minLength?: number
maxLength?: number
pattern?: string
patternMessage?: string
}
export interface LongTextField {
type: "long_text"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
maxLength?: number
}
export interface StructuredField {
type: ("rich_text" | "json" | "address" | "geo")
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
}
export interface PlainField {
type: ("email" | "phone" | "url" | "boolean" | "datetime" | "time")
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
}
export interface IntegerField {
type: "integer"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
min?: (number | string)
max?: (number | string)
}
export interface DecimalField {
type: ("decimal" | "percent")
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
scale?: number
min?: (number | string)
max?: (number | string)
}
export interface MoneyField {
type: "money"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
scale?: number
min?: (number | string)
max?: (number | string)
currency?: string
}
export interface QuantityField {
type: "quantity"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
scale?: number
min?: (number | string)
max?: (number | string)
unit?: string
}
export interface DateField {
type: "date"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
min?: string
max?: string
}
export interface DateRangeField {
type: "date_range"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
frozenAfter?: string
masked?: boolean
}
export interface SelectField {
type: "select"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
options: FieldOptions
}
export interface MultiSelectField {
type: "multi_select"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
formula?: string
stored?: boolean
frozenAfter?: string
masked?: boolean
options: FieldOptions
}
export interface ReferenceField {
type: "reference"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
default?: string
frozenAfter?: string
masked?: boolean
unique?: boolean
index?: boolean
to: string
onDelete?: ("restrict" | "clear" | "cascade")
tree?: boolean
filter?: string
}
export interface ReferencesField {
type: "references"
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
frozenAfter?: string
masked?: boolean
to: string
filter?: string
}
export interface ChildrenField {
type: "children"
label?: string
help?: string
hidden?: boolean
was?: string
of: string
by: string
min?: number
max?: number
}
export interface FileField {
type: ("file" | "image")
label?: string
help?: string
hidden?: boolean
was?: string
required?: boolean
frozenAfter?: string
masked?: boolean
accept?: string[]
maxBytes?: number
}
export interface AutonumberField {
type: "autonumber"
label?: string
help?: string
hidden?: boolean
was?: string
frozenAfter?: string
masked?: boolean
index?: boolean
pattern: string
}
export interface TransitionDocument {
label?: string
from: string[]
to: string
guards?: {
[k: string]: {
check: string
message: string
open?: ("variant" | "tenant")
}
}
requires?: string[]
set?: {
[k: string]: string
}
confirm?: string
tone?: ("primary" | "danger" | "default")
}

export interface OptionsDocument {
label: string
dependsOn?: string
values: {
[k: string]: {
label?: string
color?: ("gray" | "blue" | "green" | "gold" | "orange" | "red" | "purple" | "cyan")
inactive?: boolean
when?: string[]
}
}
}

export interface LayoutDocument {
object: string
label: string
use: ("form" | "detail" | "print" | "portal")[]
recordTypes?: string[]
roles?: string[]
device?: ("phone" | "desktop")
header?: {
fields: string[]
}
tabs: {
[k: string]: {
label?: string
visibleWhen?: string
sections?: {
[k: string]: {
label?: string
columns?: (1 | 2 | 3)
visibleWhen?: string
collapsed?: boolean
fields: {
[k: string]: {
span?: number
visibleWhen?: string
requiredWhen?: string
readonlyWhen?: string
columns?: string[]
}
}
}
}
related?: {
[k: string]: {
label?: string
object: string
by: string
columns: string[]
sort?: string[]
}
}
}
}
}

export interface ViewDocument {
object: string
label: string
kind: ("list" | "board" | "calendar")
columns: {
[k: string]: {
width?: number
label?: string
}
}
filter?: string
sort?: string[]
group?: string
calendar?: {
start: string
end?: string
}
quickFilters?: string[]
default?: boolean
}

export interface RoleDocument {
label: string
description?: string
external?: boolean
includes?: string[]
admin?: boolean
userAttributes?: {
[k: string]: {
to?: string
}
}
objects?: {
[k: string]: {
create?: (true | string)
read?: (true | string)
update?: (true | string)
delete?: (true | string)
export?: boolean
actions?: ("*" | string[])
fields?: {
[k: string]: "none" | "read" | "write" | "mask"
}
otherFields?: ("none" | "read" | "write")
}
}
otherObjects?: {
create?: true
read?: true
update?: true
delete?: true
export?: boolean
actions?: ("*" | string[])
otherFields?: ("none" | "read" | "write")
}
}

export interface AppDocument {
label: string
icon?: string
roles?: string[]
navigation: {
[k: string]: {
label?: string
icon?: string
items: {
[k: string]: {
object?: string
view?: string
dashboard?: string
report?: string
label?: string
}
}
}
}
home?: {
object?: string
view?: string
dashboard?: string
}
}

export interface ReportDocument {
label: string
description?: string
object: string
filter?: string
dimensions?: {
[k: string]: {
label?: string
value: string
format?: ("text" | "number" | "money" | "percent" | "date" | "month" | "quarter" | "year" | "hours")
}
}
metrics: {
[k: string]: {
label?: string
value?: string
formula?: string
format?: ("text" | "number" | "money" | "percent" | "date" | "month" | "quarter" | "year" | "hours")
currency?: string
good?: ("up" | "down")
}
}
sort?: string[]
limit?: number
chart?: {
kind: ("number" | "bar" | "column" | "line" | "area" | "pie" | "funnel" | "table")
by?: string
series?: string
metrics?: string[]
stacked?: boolean
}
filters?: string[]
}

export interface DashboardDocument {
label: string
description?: string
roles?: string[]
filters?: {
[k: string]: {
label?: string
kind: ("period" | "value")
default?: ("this_month" | "last_month" | "this_quarter" | "this_year" | "last_30_days" | "last_12_months" | "all")
}
}
widgets: {
[k: string]: {
label?: string
report?: string
view?: string
chart?: {
kind: ("number" | "bar" | "column" | "line" | "area" | "pie" | "funnel" | "table")
by?: string
series?: string
metrics?: string[]
stacked?: boolean
}
width?: number
height?: ("small" | "medium" | "large")
filters?: {
[k: string]: string
}
}
}
}

export interface DataDocument {
object: string
key: string[]
mode: ("insert" | "merge")
set?: string
rows?: {

}[]
}

export interface LocaleDocument {
[k: string]: string
}

export interface OverlayDocument {
extends: string
add?: {
[k: string]: unknown
}
set?: {
[k: string]: unknown
}
unset?: string[]
hide?: string[]
move?: {
[k: string]: {
after?: string
before?: string
into?: string
}
}
why?: {
[k: string]: string
}
}

export interface LockDocument {
lockVersion: 1
extends: {
[k: string]: string
}
seen: {
[k: string]: {
by?: string
hash: string
value?: unknown
mine?: string
}
}
decided?: {
[k: string]: {
for: string
choose: ("mine" | "theirs")
}
}
}
