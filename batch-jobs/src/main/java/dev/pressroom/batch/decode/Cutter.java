package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile.FixedWidth;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import dev.pressroom.batch.decode.Row.Problem;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Cuts a line's text into cells. */
interface Cutter {

    Cut cut(String text);

    /** @param problem null when the text could be cut */
    record Cut(List<String> cells, @Nullable Problem problem, String reason) {

        static Cut of(List<String> cells) {
            return new Cut(cells, null, "");
        }

        static Cut failed(Problem problem, String reason) {
            return new Cut(List.of(), problem, reason);
        }
    }

    static Cutter of(Separated form) {
        return text -> {
            if (form.length() > 0 && text.length() != form.length()) {
                return Cut.failed(Problem.COLUMNS, "%d characters, expected %d".formatted(text.length(), form.length()));
            }
            Character quote = form.quote();
            return quote == null ? plain(text, form) : quoted(text, form, quote);
        };
    }

    static Cutter of(FixedWidth form) {
        int length = form.widths().stream().mapToInt(Integer::intValue).sum();
        return text -> {
            if (text.length() != length) {
                return Cut.failed(Problem.COLUMNS, "%d characters, expected %d".formatted(text.length(), length));
            }
            List<String> cells = new ArrayList<>(form.widths().size());
            int at = 0;
            for (int width : form.widths()) {
                cells.add(text.substring(at, at + width).strip());
                at += width;
            }
            return Cut.of(cells);
        };
    }

    private static Cut plain(String text, Separated form) {
        int[] ends = new int[40];
        int cells = 0;
        for (int to = text.indexOf(form.separator()); to >= 0; to = text.indexOf(form.separator(), to + 1)) {
            ends = cells + 1 < ends.length ? ends : Arrays.copyOf(ends, 2 * ends.length);
            ends[cells++] = to;
        }
        ends[cells++] = text.length();
        return new Cut(new Cells(text, ends, cells, form), null, "");
    }

    /** Cells that are made when they are asked for: of most columns nobody does. */
    final class Cells extends AbstractList<String> implements RandomAccess {

        private final String text;
        private final int[] ends;
        private final int size;
        private final Separated form;

        Cells(String text, int[] ends, int size, Separated form) {
            this.text = text;
            this.ends = ends;
            this.size = size;
            this.form = form;
        }

        @Override
        public String get(int index) {
            Objects.checkIndex(index, size);
            return cell(text, index == 0 ? 0 : ends[index - 1] + 1, ends[index], form);
        }

        @Override
        public int size() {
            return size;
        }
    }

    private static String cell(String text, int from, int to, Separated form) {
        String cell = text.substring(from, to);
        return form.padded() ? cell.strip() : cell;
    }

    private static Cut quoted(String text, Separated form, char quote) {
        List<String> cells = new ArrayList<>(40);
        int from = 0;
        while (true) {
            int to;
            if (from < text.length() && text.charAt(from) == quote) {
                int close = closing(text, from + 1, quote);
                if (close < 0) {
                    return Cut.failed(Problem.QUOTES, "the quote of column " + (cells.size() + 1) + " is not closed");
                }
                String cell = text.substring(from + 1, close).replace("" + quote + quote, "" + quote);
                cells.add(form.padded() ? cell.strip() : cell);
                to = close + 1;
                if (to < text.length() && text.charAt(to) != form.separator()) {
                    return Cut.failed(Problem.QUOTES, "text follows the closing quote of column " + cells.size());
                }
            } else {
                int next = text.indexOf(form.separator(), from);
                to = next < 0 ? text.length() : next;
                String cell = cell(text, from, to, form);
                if (cell.indexOf(quote) >= 0) {
                    return Cut.failed(Problem.QUOTES, "a quote inside column " + (cells.size() + 1) + ", which does not begin with one");
                }
                cells.add(cell);
            }
            if (to >= text.length()) {
                return Cut.of(cells);
            }
            from = to + 1;
        }
    }

    /** A quote that is written twice is content. */
    private static int closing(String text, int from, char quote) {
        int at = text.indexOf(quote, from);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == quote) {
            at = text.indexOf(quote, at + 2);
        }
        return at;
    }
}
