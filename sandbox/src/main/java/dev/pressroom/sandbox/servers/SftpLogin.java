package dev.pressroom.sandbox.servers;

import org.jspecify.annotations.Nullable;

/** Who may log in: by a password, by a public key (one line as in OpenSSH's authorized_keys), or by either when both are given. */
public record SftpLogin(String user, @Nullable String password, @Nullable String publicKey) {

    public static SftpLogin byPassword(String user, String password) {
        return new SftpLogin(user, password, null);
    }

    public static SftpLogin byKey(String user, String publicKey) {
        return new SftpLogin(user, null, publicKey);
    }

    public SftpLogin {
        if (password == null && publicKey == null) {
            throw new IllegalArgumentException("SFTP login " + user + " has neither a password nor a public key: give it one.");
        }
    }
}
