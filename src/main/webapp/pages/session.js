// In this tab only, and gone with it: neither a cookie nor an address ever holds the token.
const KEY = 'castellan.token';

export const session = {
  get token() { return sessionStorage.getItem(KEY); },
  begin: token => sessionStorage.setItem(KEY, token),
  end: () => sessionStorage.removeItem(KEY),
};
