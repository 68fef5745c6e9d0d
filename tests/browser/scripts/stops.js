// How many stops the Tab key should make.
() => stops().length
