package dev.pressroom.sandbox.certify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Listens to the log, our own lines and Camel's down to DEBUG, for words that must not be in it; the console stays quiet, since
 * failing on purpose is part of the examination. */
final class Overheard extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final List<String> TALKATIVE = List.of("dev.pressroom", "org.apache.camel");

    /** The simulated printers live in the same process, and are not ours to judge. */
    private static final String PRINTERS = "dev.pressroom.sandbox";

    private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<String, Level> before = new TreeMap<>();
    private final ThresholdFilter quiet = new ThresholdFilter();
    private final List<String> words;
    private final Set<String> loggers = new LinkedHashSet<>();
    private int heard;

    Overheard(List<String> words) {
        this.words = List.copyOf(words);
        quiet.setLevel("ERROR");
        quiet.start();
        consoles(true);
        for (String name : TALKATIVE) {
            Logger logger = log.getLogger(name);
            if (logger.getLevel() != null) {
                before.put(name, logger.getLevel());
            }
            logger.setLevel(Level.DEBUG);
        }
        setContext(log);
        start();
        root.addAppender(this);
    }

    private void consoles(boolean filtered) {
        for (var appenders = root.iteratorForAppenders(); appenders.hasNext();) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (filtered) {
                appender.addFilter(quiet);
            } else {
                appender.clearAllFilters();
            }
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(PRINTERS)) {
            return;
        }
        heard++;
        String line = event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        if (words.stream().anyMatch(line::contains)) {
            loggers.add(event.getLoggerName());
        }
    }

    /** How many lines there were. */
    int lines() {
        return heard;
    }

    /** Which loggers wrote one of the words; never the line itself. */
    Set<String> tattlers() {
        return Set.copyOf(loggers);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
        consoles(false);
        TALKATIVE.forEach(name -> log.getLogger(name).setLevel(before.get(name)));
    }
}
