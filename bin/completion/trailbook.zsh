#compdef trailbook
_trailbook() {
  local line
  local -a described open
  if [[ $words[2] == import && $CURRENT -gt 2 ]]; then
    _files -/
    return
  fi
  for line in "${(@f)$(trailbook __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    if [[ ${line%%$'\t'*} == *[=:] ]]; then
      open+=("${line%%$'\t'*}")
    else
      described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( $#open )) && compadd -S '' -a open
  (( $#described )) && _describe trailbook described
}
if [[ $funcstack[1] == _trailbook ]]; then _trailbook "$@"; else compdef _trailbook trailbook; fi
