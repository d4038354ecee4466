;;; sls-mode.el --- Major mode for .sls, the language of slsc  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools

;;; Commentary:

;; Colours, comments, indentation, and `slsc lsp' through eglot:
;;
;;   (require 'sls-mode)
;;   (add-hook 'sls-mode-hook #'eglot-ensure)

;;; Code:

(defgroup sls nil
  "The language of slsc, the compiler for serverless AWS stacks."
  :group 'languages)

(defcustom sls-program "slsc"
  "The program `slsc'."
  :type 'string)

(defcustom sls-indent-offset 2
  "Columns of a level of indentation."
  :type 'integer
  :safe #'integerp)

;; The lists are checked against the compiler's tables by the repository's tests.

(defconst sls-kinds
  ;; words: kinds
  '("alarm" "api" "bucket" "bus" "function" "kms_key" "layer" "load_balancer" "log_group" "network" "parameter" "policy" "queue" "rest_api" "role" "schedule" "secret" "security_group" "service" "table" "task" "topic")
  "Kinds of declarations.")

(defconst sls-blocks
  ;; words: blocks
  '("alias" "container" "index")
  "Blocks within declarations.")

(defconst sls-forms
  ;; words: forms
  '("defaults" "mapping" "metadata" "override" "resource" "rule" "stack" "stages" "template" "test")
  "Statements with the shape of a declaration.")

(defconst sls-functions
  ;; words: functions
  '("azs" "base64" "cidr" "contains" "ends_with" "file" "find" "flatten" "import" "join" "json" "keys" "length" "lower" "max" "merge" "min" "range" "replace" "secret" "select" "sort" "split" "ssm" "starts_with" "sub" "transform" "trim" "unique" "upper" "values" "verbatim" "yaml")
  "Built-in functions.")

(defconst sls-types
  ;; words: types
  '("any" "bool" "duration" "list" "map" "number" "secret" "size" "ssm" "string")
  "Built-in types.")

(defconst sls-units
  ;; words: units
  '("B" "GB" "KB" "MB" "TB" "day" "days" "h" "min" "ms" "s" "vCPU")
  "Units of quantities.")

(defvar sls-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23n" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?@ "'" table)
    (dolist (sign '(?= ?+ ?- ?% ?< ?> ?& ?| ?! ?? ?: ?$))
      (modify-syntax-entry sign "." table))
    table)
  "Syntax of `sls-mode'.")

;; What a string is cannot be said by the table alone: `"""' goes over lines, and `#"' ends with `"#'. Both get fences.

(defun sls--fence (at)
  "Make the character at AT begin or end a string of several lines."
  (put-text-property at (1+ at) 'syntax-table (string-to-syntax "|")))

(defun sls--plain (from to)
  "Take their meaning from the quotes between FROM and TO."
  (when (< from to) (put-text-property from to 'syntax-table (string-to-syntax "."))))

(defun sls--long-string (opener)
  "Fence the string that OPENER begins, with point behind OPENER."
  (let* ((first (match-beginning 0))
         (raw (string-prefix-p "#" opener))
         (closer (if raw (concat "\"" (make-string (1- (length opener)) ?#)) opener)))
    (sls--fence first)
    (sls--plain (1+ first) (point))
    (when (search-forward closer nil t)
      ;; a backslash means nothing in a raw string
      (sls--plain (if raw (+ first (length opener)) (- (point) (length closer))) (1- (point)))
      (sls--fence (1- (point))))))

(defun sls--syntax-propertize (start end)
  "Find the strings between START and END that the syntax table cannot see."
  (goto-char start)
  (let ((inside (nth 8 (syntax-ppss))))
    (when (and inside (nth 3 (syntax-ppss))) (goto-char inside)))
  (while (re-search-forward "\"\"\"\\|#+\"" end t)
    (let ((opener (match-string 0)))
      (unless (save-excursion (save-match-data (nth 8 (syntax-ppss (match-beginning 0)))))
        (sls--long-string opener)))))

(defconst sls-font-lock-keywords
  (let ((name "[A-Za-z_][A-Za-z0-9_]*"))
    `((,(concat "\\_<\\(?:existing[ \t]+\\)?" (regexp-opt (append sls-kinds sls-blocks sls-forms) 'symbols)
                "[ \t]+\\(" name "\\)")
       (1 font-lock-keyword-face) (2 font-lock-type-face))
      (,(concat (regexp-opt (append sls-kinds sls-blocks sls-forms) 'symbols) "[ \t]*{") 1 font-lock-keyword-face)
      (,(concat "@" name) . font-lock-preprocessor-face)
      ;; a name before a colon is a property, whatever else the word is
      (,(concat "\\_<\\(" name "\\)[ \t]*:\\(?:[^:]\\|$\\)") 1 font-lock-variable-name-face)
      (,(concat "\\_<\\(on\\)[ \t]+\\(" name "\\)") (1 font-lock-keyword-face) (2 font-lock-type-face))
      (,(concat "\\_<\\(?:let\\|output\\|condition\\|with\\|param\\|fn\\|type\\|module\\)[ \t]+\\(" name "\\)")
       1 font-lock-variable-name-face)
      (,(regexp-opt '("on" "can" "if" "else" "for" "in" "let" "output" "condition" "with" "export" "existing" "param"
                      "fn" "type" "module" "use" "from" "transform" "assert" "secret")
                    'symbols)
       . font-lock-keyword-face)
      (,(regexp-opt '("true" "false" "null") 'symbols) . font-lock-constant-face)
      ("\\_<[A-Za-z_][A-Za-z0-9_]*\\(?:::[A-Za-z0-9_]+\\)+" . font-lock-type-face)
      (,(concat (regexp-opt sls-functions 'symbols) "(") 1 font-lock-builtin-face)
      (,(concat "[0-9][ \t]*" (regexp-opt sls-units 'symbols)) 1 font-lock-constant-face)
      (,(concat "\\(?:[:<]\\|=[ \t]\\|secret[ \t]\\)[ \t]*" (regexp-opt sls-types 'symbols)) 1 font-lock-type-face)))
  "What `sls-mode' colours besides strings and comments.")

(defun sls-indent-line ()
  "Indent the line by the brackets that it stands in."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (column (save-excursion
                   (back-to-indentation)
                   (let ((depth (sls--depth state)))
                     (when (looking-at "[])}]") (setq depth (max 0 (1- depth))))
                     (* depth sls-indent-offset)))))
    ;; text of several lines is left as it is
    (unless (nth 3 state)
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

(defun sls--depth (state)
  "The brackets that are open in STATE; those that begin on one line count once."
  (let ((lines nil))
    (dolist (open (nth 9 state))
      (let ((line (line-number-at-pos open)))
        (unless (memq line lines) (push line lines))))
    (length lines)))

;;;###autoload
(define-derived-mode sls-mode prog-mode "sls"
  "Major mode for .sls, the language of slsc."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[ \t]*\\|/\\*+[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'sls-indent-line)
  (setq-local syntax-propertize-function #'sls--syntax-propertize)
  (setq-local parse-sexp-lookup-properties t)
  (setq-local electric-indent-chars (append "{}[]()" electric-indent-chars))
  (setq-local font-lock-defaults '(sls-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.sls\\'" . sls-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `(sls-mode . (,sls-program "lsp"))))

(provide 'sls-mode)
;;; sls-mode.el ends here
