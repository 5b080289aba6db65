// Only in the static executable, and only where libcrypto is OpenSSL 3.0: elsewhere this file is
// empty, and libcrypto names its algorithms itself.
//
// libcrypto finds its algorithms by name, in tables of all of them: who asks for one digest links
// every cipher, key and encoder. The tables here name what this program can ask for: what TLS 1.2
// and 1.3 agree on with a server, what signs certificates, and what lib/algo/crypto uses. What a
// server is offered stays as it is but for signatures with DSA, for which OpenSSL has no suite
// to offer; what is missing (ARIA, Camellia, SM4, signatures over SHA-3) Go's TLS does not have
// either. Everything named here is OpenSSL's own code, and so is where its randomness comes from.
//
// The functions are those of the same names of OpenSSL 3.0 (providers/defltprov.c, baseprov.c,
// crypto/evp/c_allc.c, c_alld.c, crypto/engine; Apache License 2.0). An object of libcrypto.a all
// of whose names are defined here stays out of the program. cmake/StaticArchives.cmake sees to it
// that libcrypto.a has every name that this file uses.
#include <openssl/opensslv.h>

#if OPENSSL_VERSION_MAJOR == 3 && OPENSSL_VERSION_MINOR == 0

#include <openssl/bio.h>
#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/evp.h>

#include <initializer_list>

// NOLINTBEGIN(readability-identifier-naming): OpenSSL's names
extern "C" {

struct prov_ctx_st;
struct ec_method_st;

int ossl_prov_bio_from_dispatch(const OSSL_DISPATCH* core);
int ossl_prov_seeding_from_dispatch(const OSSL_DISPATCH* core);
prov_ctx_st* ossl_prov_ctx_new();
void ossl_prov_ctx_free(prov_ctx_st* context);
void ossl_prov_ctx_set0_libctx(prov_ctx_st* context, OSSL_LIB_CTX* library);
void ossl_prov_ctx_set0_handle(prov_ctx_st* context, const OSSL_CORE_HANDLE* handle);
void ossl_prov_ctx_set0_core_bio_method(prov_ctx_st* context, BIO_METHOD* method);
BIO_METHOD* ossl_prov_ctx_get0_core_bio_method(prov_ctx_st* context);
BIO_METHOD* ossl_bio_prov_init_bio_method();
const ec_method_st* EC_GFp_nistp256_method();
int ossl_prov_get_capabilities(void* context, const char* capability, OSSL_CALLBACK* callback,
                               void* argument);

extern const OSSL_DISPATCH ossl_sha1_functions[];
extern const OSSL_DISPATCH ossl_sha224_functions[];
extern const OSSL_DISPATCH ossl_sha256_functions[];
extern const OSSL_DISPATCH ossl_sha384_functions[];
extern const OSSL_DISPATCH ossl_sha512_functions[];
extern const OSSL_DISPATCH ossl_sha512_224_functions[];
extern const OSSL_DISPATCH ossl_sha512_256_functions[];
extern const OSSL_DISPATCH ossl_shake_256_functions[];
extern const OSSL_DISPATCH ossl_md5_functions[];
extern const OSSL_DISPATCH ossl_md5_sha1_functions[];
extern const OSSL_DISPATCH ossl_null_functions[];
extern const OSSL_DISPATCH ossl_aes256ecb_functions[];
extern const OSSL_DISPATCH ossl_aes192ecb_functions[];
extern const OSSL_DISPATCH ossl_aes128ecb_functions[];
extern const OSSL_DISPATCH ossl_aes256cbc_functions[];
extern const OSSL_DISPATCH ossl_aes192cbc_functions[];
extern const OSSL_DISPATCH ossl_aes128cbc_functions[];
extern const OSSL_DISPATCH ossl_aes256ctr_functions[];
extern const OSSL_DISPATCH ossl_aes192ctr_functions[];
extern const OSSL_DISPATCH ossl_aes128ctr_functions[];
extern const OSSL_DISPATCH ossl_aes256gcm_functions[];
extern const OSSL_DISPATCH ossl_aes192gcm_functions[];
extern const OSSL_DISPATCH ossl_aes128gcm_functions[];
extern const OSSL_DISPATCH ossl_aes256ccm_functions[];
extern const OSSL_DISPATCH ossl_aes192ccm_functions[];
extern const OSSL_DISPATCH ossl_aes128ccm_functions[];
extern const OSSL_DISPATCH ossl_chacha20_functions[];
extern const OSSL_DISPATCH ossl_chacha20_ossl_poly1305_functions[];
extern const OSSL_DISPATCH ossl_hmac_functions[];
extern const OSSL_DISPATCH ossl_kdf_hkdf_functions[];
extern const OSSL_DISPATCH ossl_kdf_tls1_3_kdf_functions[];
extern const OSSL_DISPATCH ossl_kdf_pbkdf2_functions[];
extern const OSSL_DISPATCH ossl_kdf_tls1_prf_functions[];
extern const OSSL_DISPATCH ossl_kdf_scrypt_functions[];
extern const OSSL_DISPATCH ossl_dh_keyexch_functions[];
extern const OSSL_DISPATCH ossl_ecdh_keyexch_functions[];
extern const OSSL_DISPATCH ossl_x25519_keyexch_functions[];
extern const OSSL_DISPATCH ossl_x448_keyexch_functions[];
extern const OSSL_DISPATCH ossl_drbg_ctr_functions[];
extern const OSSL_DISPATCH ossl_seed_src_functions[];
extern const OSSL_DISPATCH ossl_rsa_signature_functions[];
extern const OSSL_DISPATCH ossl_ed25519_signature_functions[];
extern const OSSL_DISPATCH ossl_ed448_signature_functions[];
extern const OSSL_DISPATCH ossl_ecdsa_signature_functions[];
extern const OSSL_DISPATCH ossl_mac_legacy_hmac_signature_functions[];
extern const OSSL_DISPATCH ossl_rsa_asym_cipher_functions[];
extern const OSSL_DISPATCH ossl_dh_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_dhx_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_dsa_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_rsa_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_rsapss_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_ec_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_x25519_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_x448_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_ed25519_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_ed448_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_mac_legacy_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_sm2_keymgmt_functions[];
extern const OSSL_DISPATCH ossl_rsa_to_type_specific_keypair_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_dsa_to_type_specific_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_ec_to_type_specific_no_pub_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_rsa_to_SubjectPublicKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_dsa_to_SubjectPublicKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_ec_to_SubjectPublicKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_x25519_to_PrivateKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_x25519_to_SubjectPublicKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_ed25519_to_PrivateKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_ed25519_to_SubjectPublicKeyInfo_der_encoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_dh_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_dh_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_dhx_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_dhx_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_dsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_dsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_type_specific_der_to_dsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_DSA_der_to_dsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_ec_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_ec_decoder_functions[];
extern const OSSL_DISPATCH ossl_type_specific_no_pub_der_to_ec_decoder_functions[];
extern const OSSL_DISPATCH ossl_EC_der_to_ec_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_ed25519_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_ed25519_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_ed448_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_ed448_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_x25519_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_x25519_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_x448_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_x448_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_sm2_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_sm2_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_rsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_rsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_type_specific_keypair_der_to_rsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_RSA_der_to_rsa_decoder_functions[];
extern const OSSL_DISPATCH ossl_PrivateKeyInfo_der_to_rsapss_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_rsapss_decoder_functions[];
extern const OSSL_DISPATCH ossl_SubjectPublicKeyInfo_der_to_der_decoder_functions[];

// What is defined below.
OSSL_provider_init_fn ossl_default_provider_init;
OSSL_provider_init_fn ossl_base_provider_init;
void openssl_add_all_ciphers_int();
void openssl_add_all_digests_int();
const ec_method_st* EC_GFp_nistz256_method();
void* EC_nistz256_pre_comp_dup(void* table);
void EC_nistz256_pre_comp_free(void* table);
void engine_load_openssl_int();
void engine_load_dynamic_int();
void engine_load_padlock_int();
void engine_load_afalg_int();

}  // extern "C"

namespace {

constexpr char kOwn[] = "provider=default";
constexpr OSSL_ALGORITHM kEnd = {nullptr, nullptr, nullptr, nullptr};

constexpr OSSL_ALGORITHM kDigests[] = {
    {"SHA1:SHA-1:SSL3-SHA1:1.3.14.3.2.26", kOwn, ossl_sha1_functions, nullptr},
    {"SHA2-224:SHA-224:SHA224:2.16.840.1.101.3.4.2.4", kOwn, ossl_sha224_functions, nullptr},
    {"SHA2-256:SHA-256:SHA256:2.16.840.1.101.3.4.2.1", kOwn, ossl_sha256_functions, nullptr},
    {"SHA2-384:SHA-384:SHA384:2.16.840.1.101.3.4.2.2", kOwn, ossl_sha384_functions, nullptr},
    {"SHA2-512:SHA-512:SHA512:2.16.840.1.101.3.4.2.3", kOwn, ossl_sha512_functions, nullptr},
    {"SHA2-512/224:SHA-512/224:SHA512-224:2.16.840.1.101.3.4.2.5", kOwn, ossl_sha512_224_functions,
     nullptr},
    {"SHA2-512/256:SHA-512/256:SHA512-256:2.16.840.1.101.3.4.2.6", kOwn, ossl_sha512_256_functions,
     nullptr},
    // What Ed448 signs with.
    {"SHAKE-256:SHAKE256:2.16.840.1.101.3.4.2.12", kOwn, ossl_shake_256_functions, nullptr},
    {"MD5:SSL3-MD5:1.2.840.113549.2.5", kOwn, ossl_md5_functions, nullptr},
    {"MD5-SHA1", kOwn, ossl_md5_sha1_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kCiphers[] = {
    {"NULL", kOwn, ossl_null_functions, nullptr},
    {"AES-256-ECB:2.16.840.1.101.3.4.1.41", kOwn, ossl_aes256ecb_functions, nullptr},
    {"AES-192-ECB:2.16.840.1.101.3.4.1.21", kOwn, ossl_aes192ecb_functions, nullptr},
    {"AES-128-ECB:2.16.840.1.101.3.4.1.1", kOwn, ossl_aes128ecb_functions, nullptr},
    {"AES-256-CBC:AES256:2.16.840.1.101.3.4.1.42", kOwn, ossl_aes256cbc_functions, nullptr},
    {"AES-192-CBC:AES192:2.16.840.1.101.3.4.1.22", kOwn, ossl_aes192cbc_functions, nullptr},
    {"AES-128-CBC:AES128:2.16.840.1.101.3.4.1.2", kOwn, ossl_aes128cbc_functions, nullptr},
    {"AES-256-CTR", kOwn, ossl_aes256ctr_functions, nullptr},
    {"AES-192-CTR", kOwn, ossl_aes192ctr_functions, nullptr},
    {"AES-128-CTR", kOwn, ossl_aes128ctr_functions, nullptr},
    {"AES-256-GCM:id-aes256-GCM:2.16.840.1.101.3.4.1.46", kOwn, ossl_aes256gcm_functions, nullptr},
    {"AES-192-GCM:id-aes192-GCM:2.16.840.1.101.3.4.1.26", kOwn, ossl_aes192gcm_functions, nullptr},
    {"AES-128-GCM:id-aes128-GCM:2.16.840.1.101.3.4.1.6", kOwn, ossl_aes128gcm_functions, nullptr},
    {"AES-256-CCM:id-aes256-CCM:2.16.840.1.101.3.4.1.47", kOwn, ossl_aes256ccm_functions, nullptr},
    {"AES-192-CCM:id-aes192-CCM:2.16.840.1.101.3.4.1.27", kOwn, ossl_aes192ccm_functions, nullptr},
    {"AES-128-CCM:id-aes128-CCM:2.16.840.1.101.3.4.1.7", kOwn, ossl_aes128ccm_functions, nullptr},
    {"ChaCha20", kOwn, ossl_chacha20_functions, nullptr},
    {"ChaCha20-Poly1305", kOwn, ossl_chacha20_ossl_poly1305_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kMacs[] = {
    {"HMAC", kOwn, ossl_hmac_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kKeyDerivations[] = {
    {"HKDF", kOwn, ossl_kdf_hkdf_functions, nullptr},
    {"TLS13-KDF", kOwn, ossl_kdf_tls1_3_kdf_functions, nullptr},
    {"PBKDF2:1.2.840.113549.1.5.12", kOwn, ossl_kdf_pbkdf2_functions, nullptr},
    {"TLS1-PRF", kOwn, ossl_kdf_tls1_prf_functions, nullptr},
    {"SCRYPT:id-scrypt:1.3.6.1.4.1.11591.4.11", kOwn, ossl_kdf_scrypt_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kKeyExchanges[] = {
    {"DH:dhKeyAgreement:1.2.840.113549.1.3.1", kOwn, ossl_dh_keyexch_functions, nullptr},
    {"ECDH", kOwn, ossl_ecdh_keyexch_functions, nullptr},
    {"X25519:1.3.101.110", kOwn, ossl_x25519_keyexch_functions, nullptr},
    {"X448:1.3.101.111", kOwn, ossl_x448_keyexch_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kRandomSources[] = {
    {"CTR-DRBG", kOwn, ossl_drbg_ctr_functions, nullptr},
    {"SEED-SRC", kOwn, ossl_seed_src_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kSignatures[] = {
    {"RSA:rsaEncryption:1.2.840.113549.1.1.1", kOwn, ossl_rsa_signature_functions, nullptr},
    {"ED25519:1.3.101.112", kOwn, ossl_ed25519_signature_functions, nullptr},
    {"ED448:1.3.101.113", kOwn, ossl_ed448_signature_functions, nullptr},
    {"ECDSA", kOwn, ossl_ecdsa_signature_functions, nullptr},
    {"HMAC", kOwn, ossl_mac_legacy_hmac_signature_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kKeyCiphers[] = {
    {"RSA:rsaEncryption:1.2.840.113549.1.1.1", kOwn, ossl_rsa_asym_cipher_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kKeys[] = {
    {"DH:dhKeyAgreement:1.2.840.113549.1.3.1", kOwn, ossl_dh_keymgmt_functions, nullptr},
    {"DHX:X9.42 DH:dhpublicnumber:1.2.840.10046.2.1", kOwn, ossl_dhx_keymgmt_functions, nullptr},
    {"DSA:dsaEncryption:1.2.840.10040.4.1", kOwn, ossl_dsa_keymgmt_functions, nullptr},
    {"RSA:rsaEncryption:1.2.840.113549.1.1.1", kOwn, ossl_rsa_keymgmt_functions, nullptr},
    {"RSA-PSS:RSASSA-PSS:1.2.840.113549.1.1.10", kOwn, ossl_rsapss_keymgmt_functions, nullptr},
    {"EC:id-ecPublicKey:1.2.840.10045.2.1", kOwn, ossl_ec_keymgmt_functions, nullptr},
    {"X25519:1.3.101.110", kOwn, ossl_x25519_keymgmt_functions, nullptr},
    {"X448:1.3.101.111", kOwn, ossl_x448_keymgmt_functions, nullptr},
    {"ED25519:1.3.101.112", kOwn, ossl_ed25519_keymgmt_functions, nullptr},
    {"ED448:1.3.101.113", kOwn, ossl_ed448_keymgmt_functions, nullptr},
    {"HMAC", kOwn, ossl_mac_legacy_keymgmt_functions, nullptr},
    {"SM2:1.2.156.10197.1.301", kOwn, ossl_sm2_keymgmt_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kEncoders[] = {
    {"RSA", "provider=default,fips=yes,output=der,structure=type-specific",
     ossl_rsa_to_type_specific_keypair_der_encoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,output=der,structure=type-specific",
     ossl_dsa_to_type_specific_der_encoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,output=der,structure=type-specific",
     ossl_ec_to_type_specific_no_pub_der_encoder_functions, nullptr},
    {"RSA", "provider=default,fips=yes,output=der,structure=SubjectPublicKeyInfo",
     ossl_rsa_to_SubjectPublicKeyInfo_der_encoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,output=der,structure=SubjectPublicKeyInfo",
     ossl_dsa_to_SubjectPublicKeyInfo_der_encoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,output=der,structure=SubjectPublicKeyInfo",
     ossl_ec_to_SubjectPublicKeyInfo_der_encoder_functions, nullptr},
    {"X25519", "provider=default,fips=yes,output=der,structure=PrivateKeyInfo",
     ossl_x25519_to_PrivateKeyInfo_der_encoder_functions, nullptr},
    {"X25519", "provider=default,fips=yes,output=der,structure=SubjectPublicKeyInfo",
     ossl_x25519_to_SubjectPublicKeyInfo_der_encoder_functions, nullptr},
    {"ED25519", "provider=default,fips=yes,output=der,structure=PrivateKeyInfo",
     ossl_ed25519_to_PrivateKeyInfo_der_encoder_functions, nullptr},
    {"ED25519", "provider=default,fips=yes,output=der,structure=SubjectPublicKeyInfo",
     ossl_ed25519_to_SubjectPublicKeyInfo_der_encoder_functions, nullptr},
    kEnd,
};

constexpr OSSL_ALGORITHM kDecoders[] = {
    {"DH", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_dh_decoder_functions, nullptr},
    {"DH", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_dh_decoder_functions, nullptr},
    {"DHX", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_dhx_decoder_functions, nullptr},
    {"DHX", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_dhx_decoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_dsa_decoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_dsa_decoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,input=der,structure=type-specific",
     ossl_type_specific_der_to_dsa_decoder_functions, nullptr},
    {"DSA", "provider=default,fips=yes,input=der,structure=dsa",
     ossl_DSA_der_to_dsa_decoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_ec_decoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_ec_decoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,input=der,structure=type-specific",
     ossl_type_specific_no_pub_der_to_ec_decoder_functions, nullptr},
    {"EC", "provider=default,fips=yes,input=der,structure=ec", ossl_EC_der_to_ec_decoder_functions,
     nullptr},
    {"ED25519", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_ed25519_decoder_functions, nullptr},
    {"ED25519", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_ed25519_decoder_functions, nullptr},
    {"ED448", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_ed448_decoder_functions, nullptr},
    {"ED448", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_ed448_decoder_functions, nullptr},
    {"X25519", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_x25519_decoder_functions, nullptr},
    {"X25519", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_x25519_decoder_functions, nullptr},
    {"X448", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_x448_decoder_functions, nullptr},
    {"X448", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_x448_decoder_functions, nullptr},
    {"SM2", "provider=default,fips=no,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_sm2_decoder_functions, nullptr},
    {"SM2", "provider=default,fips=no,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_sm2_decoder_functions, nullptr},
    {"RSA", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_rsa_decoder_functions, nullptr},
    {"RSA", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_rsa_decoder_functions, nullptr},
    {"RSA", "provider=default,fips=yes,input=der,structure=type-specific",
     ossl_type_specific_keypair_der_to_rsa_decoder_functions, nullptr},
    {"RSA", "provider=default,fips=yes,input=der,structure=rsa",
     ossl_RSA_der_to_rsa_decoder_functions, nullptr},
    {"RSA-PSS", "provider=default,fips=yes,input=der,structure=PrivateKeyInfo",
     ossl_PrivateKeyInfo_der_to_rsapss_decoder_functions, nullptr},
    {"RSA-PSS", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_rsapss_decoder_functions, nullptr},
    {"DER", "provider=default,fips=yes,input=der,structure=SubjectPublicKeyInfo",
     ossl_SubjectPublicKeyInfo_der_to_der_decoder_functions, nullptr},
    kEnd,
};

const OSSL_ALGORITHM* FindAlgorithms(void*, int operation, int* no_cache) {
  *no_cache = 0;
  switch (operation) {
    case OSSL_OP_DIGEST:
      return kDigests;
    case OSSL_OP_CIPHER:
      return kCiphers;
    case OSSL_OP_MAC:
      return kMacs;
    case OSSL_OP_KDF:
      return kKeyDerivations;
    case OSSL_OP_RAND:
      return kRandomSources;
    case OSSL_OP_KEYMGMT:
      return kKeys;
    case OSSL_OP_KEYEXCH:
      return kKeyExchanges;
    case OSSL_OP_SIGNATURE:
      return kSignatures;
    case OSSL_OP_ASYM_CIPHER:
      return kKeyCiphers;
    case OSSL_OP_ENCODER:
      return kEncoders;
    case OSSL_OP_DECODER:
      return kDecoders;
    default:
      return nullptr;
  }
}

void TearDown(void* context) {
  auto* own = static_cast<prov_ctx_st*>(context);
  BIO_meth_free(ossl_prov_ctx_get0_core_bio_method(own));
  ossl_prov_ctx_free(own);
}

using Function = void (*)();
const OSSL_DISPATCH kProvider[] = {
    {OSSL_FUNC_PROVIDER_TEARDOWN, reinterpret_cast<Function>(&TearDown)},
    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, reinterpret_cast<Function>(&FindAlgorithms)},
    {OSSL_FUNC_PROVIDER_GET_CAPABILITIES, reinterpret_cast<Function>(&ossl_prov_get_capabilities)},
    {0, nullptr},
};

}  // namespace

int ossl_default_provider_init(const OSSL_CORE_HANDLE* handle, const OSSL_DISPATCH* core,
                               const OSSL_DISPATCH** provider, void** context) {
  if (ossl_prov_bio_from_dispatch(core) == 0 || ossl_prov_seeding_from_dispatch(core) == 0) {
    return 0;
  }
  OSSL_FUNC_core_get_libctx_fn* library = nullptr;
  for (; core->function_id != 0; ++core) {
    if (core->function_id == OSSL_FUNC_CORE_GET_LIBCTX) library = OSSL_FUNC_core_get_libctx(core);
  }
  if (library == nullptr) return 0;
  prov_ctx_st* own = ossl_prov_ctx_new();
  BIO_METHOD* method = own == nullptr ? nullptr : ossl_bio_prov_init_bio_method();
  if (method == nullptr) {
    ossl_prov_ctx_free(own);
    return 0;
  }
  // A built-in provider works in the context of who calls it.
  ossl_prov_ctx_set0_libctx(own, reinterpret_cast<OSSL_LIB_CTX*>(library(handle)));
  ossl_prov_ctx_set0_handle(own, handle);
  ossl_prov_ctx_set0_core_bio_method(own, method);
  *context = own;
  *provider = kProvider;
  return 1;
}

// The default provider has all that the base provider has.
int ossl_base_provider_init(const OSSL_CORE_HANDLE*, const OSSL_DISPATCH*, const OSSL_DISPATCH**,
                            void**) {
  return 0;
}

// Names that are asked for without a provider: the digests of signatures. Ciphers are for texts
// that a password protects, of which nothing here reads any.
void openssl_add_all_ciphers_int() {}

void openssl_add_all_digests_int() {
  for (const EVP_MD* digest : {EVP_md5(), EVP_sha1(), EVP_sha224(), EVP_sha256(), EVP_sha384(),
                               EVP_sha512(), EVP_sha512_224(), EVP_sha512_256()}) {
    EVP_add_digest(digest);
  }
}

// P-256 is in libcrypto twice, both times in constant time. The faster form comes with 150 kB of
// tables and saves 0.03 ms of a key; the other one is linked anyway.
const ec_method_st* EC_GFp_nistz256_method() { return EC_GFp_nistp256_method(); }
void* EC_nistz256_pre_comp_dup(void* table) { return table; }
void EC_nistz256_pre_comp_free(void*) {}

// Engines: nothing here asks for one.
void engine_load_openssl_int() {}
void engine_load_dynamic_int() {}
void engine_load_padlock_int() {}
void engine_load_afalg_int() {}
// NOLINTEND(readability-identifier-naming)

#endif
