# chartrender_install_notices(<destination> <component> <Debian package>...)
#
# Installs the licences of what is linked into a file, as Debian's packages tell them, one file for each. Packages may be
# patterns (libstdc++-*-dev); those of another system are passed over.
function(chartrender_install_notices destination component)
  foreach(pattern IN LISTS ARGN)
    file(GLOB notices "/usr/share/doc/${pattern}/copyright")
    foreach(notice IN LISTS notices)
      get_filename_component(package "${notice}" DIRECTORY)
      get_filename_component(package "${package}" NAME)
      install(FILES "${notice}" RENAME "${package}" DESTINATION "${destination}" COMPONENT ${component})
    endforeach()
  endforeach()
endfunction()
