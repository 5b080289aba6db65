/* What libxcrypt's sources ask of the system. */
#define ENDIANNESS_IS_LITTLE 1
#define HAVE_MAX_ALIGN_T 1
#define HAVE_STATIC_ASSERT_IN_ASSERT_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_EXPLICIT_BZERO 1
