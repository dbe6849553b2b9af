complete -c trailbook -f -a '(trailbook __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
complete -c trailbook -n '__fish_seen_subcommand_from import' -a '(__fish_complete_directories)'
