_trailbook() {
  local IFS=$'\n'
  if [[ ${COMP_WORDS[1]} == import && $COMP_CWORD -gt 1 ]]; then compopt -o dirnames; fi
  COMPREPLY=($(trailbook __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
  if [[ ${COMPREPLY[0]} == *[=:] ]]; then compopt -o nospace; fi
}
complete -F _trailbook trailbook
