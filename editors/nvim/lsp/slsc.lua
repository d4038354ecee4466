-- The language server, for Neovim 0.11 and later: `vim.lsp.enable('slsc')`.
return {
  cmd = { 'slsc', 'lsp' },
  filetypes = { 'sls' },
  root_markers = { '.git' },
}
