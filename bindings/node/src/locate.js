// Where the module lies beside this package.
const locate = () => new URL("../chartrender.wasm", import.meta.url);

export { locate };
