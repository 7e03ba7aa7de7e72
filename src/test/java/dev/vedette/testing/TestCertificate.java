package dev.vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A self-signed certificate for 127.0.0.1 and its key as PEM files, made with the JDK's own tools.
 *
 * @param certificate also what those need that shall trust it
 * @param key PKCS#8, not encrypted
 */
public record TestCertificate(Path certificate, Path key) {

  private static final String STORE_PASSWORD = "changeit";

  /** Makes one in that folder; takes about a second. */
  public static TestCertificate make(Path folder, String name) {
    try {
      var store = folder.resolve(name + ".p12");
      generate(store, name);
      var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
      var certificate = folder.resolve(name + ".crt");
      var key = folder.resolve(name + ".key");
      writePem(certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
      writePem(key, "PRIVATE KEY", privateKey(keys, name).getEncoded());
      return new TestCertificate(certificate, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same key, encrypted with that password, in a file next to it. */
  public Path encryptedKey(String password) {
    try {
      var text = Files.readString(key).replaceAll("-----.*-----", "").replaceAll("\\s", "");
      var algorithm = "PBEWithHmacSHA256AndAES_256";
      var secret =
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec(password.toCharArray()));
      var cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.ENCRYPT_MODE, secret);
      var encrypted = cipher.doFinal(Base64.getDecoder().decode(text));
      var file = key.resolveSibling(key.getFileName() + ".encrypted");
      var parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(cipher.getParameters().getEncoded());
      var info = new EncryptedPrivateKeyInfo(parameters, encrypted);
      writePem(file, "ENCRYPTED PRIVATE KEY", info.getEncoded());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Key privateKey(KeyStore keys, String name) throws GeneralSecurityException {
    var key = keys.getKey(name, STORE_PASSWORD.toCharArray());
    if (key == null) {
      throw new IllegalStateException("no key " + name);
    }
    return key;
  }

  private static void generate(Path store, String name) throws IOException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var words =
        new String[] {
          keytool.toString(),
          "-genkeypair",
          "-alias",
          name,
          "-keyalg",
          "RSA",
          "-keysize",
          "2048",
          "-validity",
          "30",
          "-dname",
          "CN=" + name,
          "-ext",
          "san=ip:127.0.0.1,dns:localhost",
          "-storetype",
          "PKCS12",
          "-keystore",
          store.toString(),
          "-storepass",
          STORE_PASSWORD
        };
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void writePem(Path file, String type, byte[] content) throws IOException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
  }
}
