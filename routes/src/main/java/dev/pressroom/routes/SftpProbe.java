package dev.pressroom.routes;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a {@link PrinterProbe} that is about an SFTP server: host key, login, folders with their rights, clock, and the newest status. */
record SftpProbe(PrinterProbe probe, PrinterProfile profile, SftpTransport sftp) {

    private static final long LARGEST = 8 * 1024 * 1024;

    void examine() {
        if (!probe.reachable("sftp.host", sftp.host(), sftp.port())) {
            return;
        }
        @Nullable
        Session session = null;
        try {
            JSch jsch = new JSch();
            jsch.setKnownHosts(new ByteArrayInputStream(bytes(probe.secret(sftp.knownHosts()) + "\n")));
            if (sftp.privateKey() != null) {
                jsch.addIdentity(profile.id(), bytes(probe.secret(sftp.privateKey()) + "\n"), null, null);
            }
            session = jsch.getSession(sftp.user(), sftp.host(), sftp.port());
            if (sftp.password() != null) {
                session.setPassword(bytes(probe.secret(sftp.password())));
            }
            session.setConfig("StrictHostKeyChecking", "yes");
            session.connect((int) PrinterProbe.PATIENCE.toMillis());
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect((int) PrinterProbe.PATIENCE.toMillis());
            for (Map.Entry<String, String> folder : new TreeMap<>(sftp.folders()).entrySet()) {
                folder(channel, "sftp.folders." + folder.getKey(), folder.getValue());
            }
            if (sftp.folders().containsKey("status")) {
                newestStatus(channel, sftp.folders().getOrDefault("status", ""));
            }
        } catch (JSchException e) {
            String said = String.valueOf(e.getMessage());
            boolean key = said.contains("HostKey") || said.contains("host key") || said.contains("identification");
            boolean login = said.contains("Auth");
            probe.problem(key ? "sftp.knownHosts" : login ? "sftp.user" : "sftp.host",
                    key ? "the server's host key is not the one that is pinned" : login ? "the login is refused" : "no session: " + said,
                    key
                            ? "ask the printer for the fingerprint of its new key before changing knownHosts"
                            : login
                                    ? "check user and " + (sftp.privateKey() != null ? "privateKey" : "password")
                                    : "check host and port: the other side may not be an SSH server");
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }

    /** Writes, stamps and deletes a file that printers ignore by its name. */
    private void folder(ChannelSftp channel, String key, String path) {
        try {
            channel.ls(path);
        } catch (SftpException e) {
            probe.problem(key, "folder " + path + " cannot be listed (" + e.getMessage() + ")",
                    "make it there, or correct the path or its rights");
            return;
        }
        String file = path + (path.endsWith("/") ? "" : "/") + ".pressroom-check-" + probe.clock().millis() + ".tmp";
        try {
            channel.put(new ByteArrayInputStream(new byte[]{'\n'}), file);
            probe.skew("sftp.host", Instant.ofEpochSecond(channel.stat(file).getMTime()));
            channel.rm(file);
        } catch (SftpException e) {
            probe.problem(key, "no file can be written to and deleted from " + path + " (" + e.getMessage() + ")",
                    "have the printer grant this user the rights to write, rename and delete there");
        }
    }

    /** The newest status file, waiting or already taken, is read where it lies. */
    private void newestStatus(ChannelSftp channel, String folder) {
        for (String path : List.of(folder, folder + "/.done")) {
            try {
                List<ChannelSftp.LsEntry> files = new ArrayList<>();
                channel.ls(path, entry -> {
                    if (entry.getFilename().endsWith(".xml") && entry.getAttrs().getSize() <= LARGEST) {
                        files.add(entry);
                    }
                    return ChannelSftp.LsEntrySelector.CONTINUE;
                });
                Optional<ChannelSftp.LsEntry> newest = files.stream().max(Comparator.comparingInt(entry -> entry.getAttrs().getMTime()));
                if (newest.isPresent()) {
                    String name = newest.get().getFilename();
                    try (InputStream in = channel.get(path + "/" + name)) {
                        probe.readBack("sftp.folders.status",
                                new Inbound(name, "sftp", Map.of("file-name", name), in.readAllBytes(), probe.clock().instant()));
                    }
                    return;
                }
            } catch (SftpException | IOException e) {
                // No such folder, or the file was taken meanwhile: then there is nothing to read back.
                return;
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
