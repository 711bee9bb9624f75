package dev.pressroom.sandbox.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpServerTest {

    @TempDir
    Path folder;
    private SftpServer server;

    @BeforeEach
    void start() {
        server = new SftpServer(folder.resolve("server"), "127.0.0.1", 0);
        server.start();
        server.admit(SftpLogin.byPassword("ada", "pass"), folder.resolve("ada"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesEachUserAFolderOfItsOwn() throws Exception {
        server.admit(SftpLogin.byPassword("bob", "word"), folder.resolve("bob"));
        try (var ada = new SftpUser(server, "ada", "pass"); var bob = new SftpUser(server, "bob", "word")) {
            ada.put("/a.txt", "hello");
            assertThat(bob.names("/")).isEmpty();
            assertThatThrownBy(() -> bob.read("/../ada/a.txt")).isInstanceOf(SftpException.class);
        }
        assertThat(folder.resolve("ada/a.txt")).hasContent("hello");
    }

    @Test
    void keepsItsHostKeyOverARestart() throws Exception {
        String pinned = server.knownHostsLine();
        int port = server.port();
        server.close();
        server = new SftpServer(folder.resolve("server"), "127.0.0.1", port);
        server.start();
        server.admit(SftpLogin.byPassword("ada", "pass"), folder.resolve("ada"));
        try (var ada = new SftpUser(server, pinned, "ada", "pass")) {
            assertThat(ada.names("/")).isEmpty();
        }
        assertThat(server.knownHostsLine()).isEqualTo(pinned).startsWith("[127.0.0.1]:" + port + " ecdsa-sha2-nistp256 ");
    }

    @Test
    void isNotMistakenForAnotherHost() {
        var other = new SftpServer(folder.resolve("other"), "127.0.0.1", 0);
        other.start();
        String othersKey = other.knownHostsLine().replace(":" + other.port() + " ", ":" + server.port() + " ");
        other.close();
        assertThatThrownBy(() -> new SftpUser(server, othersKey, "ada", "pass")).isInstanceOf(JSchException.class);
    }

    @Test
    void letsInByPublicKeyAndRefusesTheRest() throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
        var line = new ByteArrayOutputStream();
        pair.writePublicKey(line, "carol@example");
        var key = new ByteArrayOutputStream();
        pair.writePrivateKey(key);
        server.admit(SftpLogin.byKey("carol", line.toString(StandardCharsets.US_ASCII)), folder.resolve("carol"));
        JSch jsch = SftpUser.jsch(server.knownHostsLine());
        jsch.addIdentity("carol", key.toByteArray(), null, null);
        try (var carol = new SftpUser(jsch, server, "carol", null)) {
            assertThat(carol.names("/")).isEmpty();
        }
        assertThatThrownBy(() -> new SftpUser(jsch, server, "ada", null)).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> new SftpUser(server, "ada", "wrong")).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> new SftpUser(server, "nobody", "pass")).isInstanceOf(JSchException.class);
        server.dismiss("ada");
        assertThatThrownBy(() -> new SftpUser(server, "ada", "pass")).isInstanceOf(JSchException.class);
    }

    @Test
    void cutsTheSessionAfterARenameThatTookEffect() throws Exception {
        server.admit(SftpLogin.byPassword("ada", "pass"), folder.resolve("ada"), path -> path.equals("/ticket.xml"));
        try (var ada = new SftpUser(server, "ada", "pass")) {
            ada.put("/art.pdf", "art");
            assertThatThrownBy(() -> ada.put("/ticket.xml", "ticket")).isInstanceOf(SftpException.class);
            assertThatThrownBy(() -> ada.names("/")).isInstanceOf(SftpException.class);
        }
        assertThat(Files.readString(folder.resolve("ada/ticket.xml"))).isEqualTo("ticket");
        try (var again = new SftpUser(server, "ada", "pass")) {
            assertThatThrownBy(() -> again.sftp.rename("/ticket.xml.tmp", "/ticket.xml")).isInstanceOfSatisfying(SftpException.class,
                    it -> assertThat(it.id).isEqualTo(ChannelSftp.SSH_FX_NO_SUCH_FILE));
        }
    }
}
