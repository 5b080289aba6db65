# Manual pages and completion scripts, which the command makes itself (target `man`), and packages of it: `cpack` in the
# build folder makes a .deb, and a .tar.gz that is a plugin of Helm too. `./dev package` runs both.
set(pages "${PROJECT_BINARY_DIR}/pages")
configure_file("${PROJECT_SOURCE_DIR}/cmake/changelog.in" "${PROJECT_BINARY_DIR}/changelog" @ONLY)
add_custom_command(OUTPUT "${pages}/stamp"
  COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/make_pages.sh" $<TARGET_FILE:render> "${pages}" "${PROJECT_BINARY_DIR}/changelog"
  DEPENDS render "${PROJECT_SOURCE_DIR}/cmake/make_pages.sh" "${PROJECT_BINARY_DIR}/changelog"
  COMMENT "Making manual pages and completion scripts" VERBATIM)
add_custom_target(man ALL DEPENDS "${pages}/stamp")

install(DIRECTORY "${pages}/man1" DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT render OPTIONAL)
install(FILES "${pages}/completion/bash" RENAME render
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT render OPTIONAL)
install(FILES "${pages}/completion/zsh" RENAME _render
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT render OPTIONAL)
install(FILES "${pages}/completion/fish" RENAME render.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT render OPTIONAL)
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/chartrender COMPONENT render)
include(Notices)  # Boost's licence asks for none in a binary
chartrender_install_notices(${CMAKE_INSTALL_DATADIR}/doc/chartrender/linked render libc6-dev libcrypt-dev
  libre2-dev libssl-dev "libstdc++-*-dev" libyaml-cpp-dev nlohmann-json3-dev zlib1g-dev)
install(FILES "${pages}/changelog.Debian.gz" DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/chartrender COMPONENT deb EXCLUDE_FROM_ALL OPTIONAL)
install(FILES cmake/lintian-overrides RENAME chartrender DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides COMPONENT deb
  EXCLUDE_FROM_ALL)
install(FILES plugin.yaml README.md DESTINATION . COMPONENT plugin EXCLUDE_FROM_ALL)
install(PROGRAMS bindings/kustomize/helm DESTINATION ${CMAKE_INSTALL_DATADIR}/chartrender/kustomize COMPONENT render)
install(FILES bindings/argocd/plugin.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/chartrender/argocd COMPONENT render)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME chartrender)
set(CPACK_PACKAGE_VENDOR chartrender)
set(CPACK_PACKAGE_CONTACT "chartrender developers <chartrender@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Helm charts rendered and checked without a cluster")
set(CPACK_PACKAGE_DESCRIPTION
  "Prints what helm template prints, byte for byte, and checks it: golden files,\nschemas, policies, images, resources and style. Needs no cluster, no network\nand no other package.")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PACKAGE_FILE_NAME "chartrender-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
# One static file: it depends on nothing.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/cmake/PackageKinds.cmake")
include(CPack)
