module chartrender

go 1.22
