// The files of this page are written as every file of the terminal.
export { cell, csv, fileName, type Column } from "../../format/csv";
