vim.bo.commentstring = '// %s'
vim.bo.comments = 's1:/*,mb:*,ex:*/,:///,://'
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.bo.suffixesadd = '.sls'

-- colours and folds by tree-sitter, where its parser is installed
if vim.fn.has('nvim-0.9') == 1 and pcall(vim.treesitter.start) then
  vim.wo.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
end
