package dev.pressroom.sandbox.servers;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JSch client with strict host key checking, as Camel's is: what a submitter does over SFTP. */
public final class SftpUser implements AutoCloseable {
    private final Session session;
    public final ChannelSftp sftp;

    public SftpUser(SftpServer server, String user, String password) throws JSchException {
        this(server, server.knownHostsLine(), user, password);
    }

    public SftpUser(SftpServer server, String knownHosts, String user, String password) throws JSchException {
        this(jsch(knownHosts), server, user, password);
    }

    public SftpUser(JSch jsch, SftpServer server, String user, String password) throws JSchException {
        session = jsch.getSession(user, server.host(), server.port());
        if (password != null) {
            session.setPassword(password);
        }
        session.setConfig("StrictHostKeyChecking", "yes");
        session.connect(5000);
        sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(5000);
    }

    public static JSch jsch(String knownHosts) throws JSchException {
        var jsch = new JSch();
        jsch.setKnownHosts(new ByteArrayInputStream(knownHosts.getBytes(StandardCharsets.UTF_8)));
        return jsch;
    }

    /** Writes under a temporary name, then renames. */
    public void put(String path, String text) throws SftpException {
        write(path + ".tmp", text);
        sftp.rename(path + ".tmp", path);
    }

    public void write(String path, String text) throws SftpException {
        sftp.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), path);
    }

    public String read(String path) throws Exception {
        try (var in = sftp.get(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public List<String> names(String folder) throws SftpException {
        List<String> names = new ArrayList<>();
        sftp.ls(folder, entry -> {
            if (!entry.getAttrs().isDir()) {
                names.add(entry.getFilename());
            }
            return ChannelSftp.LsEntrySelector.CONTINUE;
        });
        return names.stream().sorted().toList();
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
