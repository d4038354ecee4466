-- Neovim takes `.sls` for Salt otherwise.
if vim.fn.has('nvim-0.8') == 1 then
  vim.filetype.add({ extension = { sls = 'sls' } })
else
  vim.cmd('autocmd BufRead,BufNewFile *.sls set filetype=sls')
end
