package dev.pressroom.routes;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/**
 * Drops a job's files into a printer's SFTP folder: artwork first, the ticket staged under a temporary name, the ledger told, then the
 * rename, which is the commit point. Whatever breaks before the ledger was told did not arrive; whatever breaks later may have. The rename
 * is never repeated here on its own account: who asks again gets it repeated, and then success and "no such file" both mean that the
 * printer has the ticket.
 */
final class FileDropLane implements Processor {

    static final String TEMPORARY = ".tmp";
    /** The client reads wildcards and backslashes in paths; and names are joined to a folder. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final SftpTransport sftp;
    private final SftpAccess access;
    private final SubmissionLedger ledger;
    private final Files files;
    private final Watchdog watchdog;

    FileDropLane(SftpTransport sftp, SftpAccess access, SubmissionLedger ledger, Files files, Watchdog watchdog) {
        this.sftp = sftp;
        this.access = access;
        this.ledger = ledger;
        this.files = files;
        this.watchdog = watchdog;
    }

    @Override
    public void process(Exchange exchange) throws LaneFailed {
        CamelContext camel = exchange.getContext();
        switch (exchange.getMessage().getBody(FileTask.class)) {
            case FileTask.Drop drop -> drop(camel, drop);
            case FileTask.RenameAgain(String staged) -> renameAgain(camel, staged);
            case FileTask.Sweep(Set<String> names) -> sweep(camel, names);
        }
        exchange.getMessage().setBody(Reply.Answered.taken());
    }

    private void drop(CamelContext camel, FileTask.Drop task) throws LaneFailed {
        boolean staged = false;
        WatchedSocket socket = new WatchedSocket(watchdog);
        try {
            String folder = folder(task.drop().folder());
            DropFile ticket = plain(task.drop().ticket());
            try (SftpSession session = access.open(camel, socket)) {
                Map<String, Long> there = session.sizes(folder);
                if (already(there, ticket)) {
                    return;
                }
                place(session, folder, there, task.drop());
                if (task.key() != null) {
                    ledger.staged(task.key(), task.drop().folder() + "/" + ticket.name());
                }
                staged = true;
                session.rename(folder + "/" + ticket.name() + TEMPORARY, folder + "/" + ticket.name());
            }
        } catch (Exception e) {
            String what = what(socket, e);
            throw staged ? LaneFailed.broke("renaming the ticket broke; " + what, e) : LaneFailed.notSent(what, e);
        }
    }

    private String what(WatchedSocket socket, Exception failure) {
        return sftp.host() + ": "
                + (socket.expired() ? "not done after " + access.limit().toMillis() + " ms, session cut" : Lane.describe(failure));
    }

    /** Names are unique for ever, so a file of the ticket's name and size is the ticket. */
    private static boolean already(Map<String, Long> there, DropFile ticket) {
        Long size = there.get(ticket.name());
        if (size == null) {
            return false;
        }
        if (size != ticket.content().size()) {
            throw new IllegalStateException("a file " + ticket.name() + " of " + size + " bytes is there already and is not this ticket of "
                    + ticket.content().size() + " bytes; look who else writes to that folder");
        }
        return true;
    }

    private void place(SftpSession session, String folder, Map<String, Long> there, FileDrop drop) throws IOException {
        List<DropFile> missing = drop.artwork().stream().map(FileDropLane::plain).filter(file -> !same(there, file)).toList();
        List<DropFile> written = Stream.concat(missing.stream(), Stream.of(drop.ticket())).toList();
        for (DropFile file : written) {
            session.write(folder + "/" + file.name() + TEMPORARY, switch (file.content()) {
                case Content.Bytes bytes -> bytes.bytes();
                case Content.StoredFile stored -> files.path(stored.sha256()).toFile();
            });
        }
        Map<String, Long> now = session.sizes(folder);
        for (DropFile file : written) {
            Long size = now.get(file.name() + TEMPORARY);
            if (size == null || size != file.content().size()) {
                throw new IOException(
                        file.name() + TEMPORARY + " has " + size + " bytes at the printer, should be " + file.content().size());
            }
        }
        for (DropFile artwork : missing) {
            if (now.containsKey(artwork.name())) {
                session.delete(folder + "/" + artwork.name());
            }
            session.rename(folder + "/" + artwork.name() + TEMPORARY, folder + "/" + artwork.name());
        }
    }

    private static boolean same(Map<String, Long> there, DropFile file) {
        Long size = there.get(file.name());
        return size != null && size == file.content().size();
    }

    private void renameAgain(CamelContext camel, String staged) throws LaneFailed {
        WatchedSocket socket = new WatchedSocket(watchdog);
        try {
            int slash = staged.indexOf('/');
            String folder = folder(staged.substring(0, slash));
            String ticket = folder + staged.substring(slash);
            try (SftpSession session = access.open(camel, socket)) {
                session.sizes(folder); // a folder that is gone would answer "no such file" as well, and prove nothing
                rename(session, ticket);
            }
        } catch (Exception e) {
            throw LaneFailed.broke("the staged ticket " + staged + " could not be renamed; " + what(socket, e), e);
        }
    }

    private static void rename(SftpSession session, String ticket) {
        try {
            session.rename(ticket + TEMPORARY, ticket);
        } catch (GenericFileOperationFailedException e) {
            if (!SftpSession.noSuchFile(e)) {
                throw e;
            }
        }
    }

    private void sweep(CamelContext camel, Set<String> names) throws LaneFailed {
        WatchedSocket socket = new WatchedSocket(watchdog);
        try {
            String folder = folder("submit");
            try (SftpSession session = access.open(camel, socket)) {
                for (String file : session.sizes(folder).keySet()) {
                    if (file.endsWith(TEMPORARY) && PLAIN.matcher(file).matches() && names.contains(stem(file))) {
                        session.delete(folder + "/" + file);
                    }
                }
            }
        } catch (Exception e) {
            throw LaneFailed.broke("temporary files could not be cleaned up; " + what(socket, e), e);
        }
    }

    private static String stem(String temporary) {
        String file = temporary.substring(0, temporary.length() - TEMPORARY.length());
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private String folder(String name) {
        String folder = sftp.folders().get(name);
        if (folder == null) {
            throw new IllegalArgumentException("the profile names no folder '" + name + "'; add it under sftp.folders");
        }
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private static DropFile plain(DropFile file) {
        if (!PLAIN.matcher(file.name()).matches()) {
            throw new IllegalArgumentException(
                    "file name '" + file.name() + "' has characters other than letters, digits, dot, dash, underscore");
        }
        return file;
    }
}
