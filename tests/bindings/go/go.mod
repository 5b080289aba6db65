module chartrender/tests

go 1.22

require chartrender v0.0.0

replace chartrender => ../../../bindings/go
