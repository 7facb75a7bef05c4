/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-tls.h"

#include "bo-test-util.h"

/* EC keys are made at once, RSA ones take a while. */
#define NEW_KEY "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

/* Runs openssl in the folder; a test that cannot is a failed one. */
static void
run (BoTestTls  *self,
     const char *arguments)
{
  g_autofree char *command = g_strconcat ("openssl ", arguments, NULL);
  g_autofree char *output = NULL;
  g_autofree char *complaints = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  g_spawn_sync (self->folder, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaints, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s: %s", command, error->message, complaints);
}

/**
 * bo_test_tls_new:
 *
 * Returns: (transfer full): a certificate that is good for two days
 */
BoTestTls *
bo_test_tls_new (void)
{
  BoTestTls       *self = g_new0 (BoTestTls, 1);
  g_autofree char *extensions = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = bo_test_make_dir ();
  self->cert_file = g_build_filename (self->folder, "cert.pem", NULL);
  self->key_file = g_build_filename (self->folder, "key.pem", NULL);
  self->trust_file = g_build_filename (self->folder, "authority.pem", NULL);
  extensions = g_build_filename (self->folder, "extensions", NULL);
  bo_test_write_file (extensions, "subjectAltName=IP:127.0.0.1,DNS:localhost\n", -1);
  run (self, "req -x509 " NEW_KEY " -days 2 -subj '/CN=Authority of a test' -keyout authority-key.pem -out authority.pem");
  run (self, "req " NEW_KEY " -subj /CN=localhost -keyout key.pem -out request.pem");
  run (self, "x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial -days 2 "
             "-extfile extensions -out cert.pem");

  self->certificate = g_tls_certificate_new_from_files (self->cert_file, self->key_file, &error);
  g_assert_no_error (error);
  self->trust = g_tls_file_database_new (self->trust_file, &error);
  g_assert_no_error (error);

  return self;
}

void
bo_test_tls_set_dates (BoTestTls  *self,
                       const char *from,
                       const char *until)
{
  static const char config[] = "[ca]\ndefault_ca=authority\n"
                               "[authority]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
                               "[any]\ncommonName=supplied\n";

  g_autofree char *config_file = g_build_filename (self->folder, "ca.conf", NULL);
  g_autofree char *index_file = g_build_filename (self->folder, "index", NULL);
  g_autofree char *serial_file = g_build_filename (self->folder, "serial", NULL);
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;

  bo_test_write_file (config_file, config, -1);
  bo_test_write_file (index_file, "", -1);
  bo_test_write_file (serial_file, "1000\n", -1);
  command = g_strdup_printf ("ca -config ca.conf -batch -notext -cert authority.pem -keyfile authority-key.pem -extfile extensions "
                             "-startdate %s -enddate %s -in request.pem -out cert.pem",
                             from, until);
  run (self, command);
  g_clear_object (&self->certificate);
  self->certificate = g_tls_certificate_new_from_files (self->cert_file, self->key_file, &error);
  g_assert_no_error (error);
}

void
bo_test_tls_free (BoTestTls *self)
{
  g_object_unref (self->certificate);
  g_object_unref (self->trust);
  bo_test_remove_dir (self->folder);
  g_free (self->folder);
  g_free (self->cert_file);
  g_free (self->key_file);
  g_free (self->trust_file);
  g_free (self);
}
