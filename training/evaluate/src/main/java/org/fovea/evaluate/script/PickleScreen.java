package org.fovea.evaluate.script;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a pickle of a TorchScript file before LibTorch does, which checks little of it. Only what torch.jit.save writes
 * passes: its instructions, its functions, tensors that lie within their data, and values that neither nest too deep
 * nor repeat each other without end. The stack holds at every instruction what LibTorch's own stack would hold.
 */
final class PickleScreen {
    private static final String UNUSUAL = "a pickle that is written in an unusual way";

    /** Objects count twice, once with the names of their attributes. */
    private static final int MAX_DEPTH = 200;

    /** With each value counted as often as something refers to it. */
    private static final int MAX_VALUES = 1_000_000;

    private static final long MAX_ELEMENTS = 1L << 40;
    private static final int MAX_SIDES = 64;
    private static final int MAX_NAME = 1000;
    private static final int MAX_INSTRUCTIONS = 3_000_000;
    private static final Pattern CLASS = Pattern.compile("__torch__(\\.\\w+)+");
    private static final Pattern KEY = Pattern.compile("[\\w./-]{1,200}");
    private static final Pattern TAG = Pattern.compile("[\\w.,\\[\\]() ]{1,1000}");
    private static final Pattern ENUM = Pattern.compile("class\\s+(\\w+)[\\s(]+Enum\\b[\\s)]*:");
    private static final Pattern MEMBER = Pattern.compile("\\n +\\w+ = (\"[^\"\\\\\n]*\"|\\d+)(?=\\n)");

    private static final Set<String> FUNCTIONS = Set.of(
            "torch._utils._rebuild_tensor_v2",
            "torch.jit._pickle.restore_type_tag",
            "collections.OrderedDict",
            "builtins.complex",
            "torch.device");

    /** OBJECT stands in a STATE alone, and a STATE in the making of an object. */
    private enum Kind {
        BOOL,
        INT,
        FLOAT,
        TEXT,
        TENSOR,
        STORAGE,
        TUPLE,
        LIST,
        DICT,
        STATE,
        NAME,
        OBJECT,
        OTHER
    }

    /**
     * A value of the stack or the memo.
     *
     * @param content of a number or a storage a Long, of a text or a name a String, of a list the kind that all its
     *     values have, or nothing
     * @param parts of a tuple
     * @param growing whether nothing else refers to this list or dictionary
     */
    private record Value(Kind kind, Object content, List<Value> parts, int depth, long size, boolean growing) {
        static Value of(Kind kind, Object content) {
            return new Value(kind, content, List.of(), 1, 1, false);
        }

        Value as(Kind other) {
            return new Value(other, content, parts, depth, size, growing);
        }

        Value shared() {
            return new Value(kind, content, parts, depth, size, false);
        }

        long number() {
            return kind == Kind.INT ? (Long) content : refused(UNUSUAL);
        }

        String text() {
            return kind == Kind.TEXT || kind == Kind.NAME ? (String) content : refused(UNUSUAL);
        }

        Value part(int i, Kind wanted) {
            return i < parts.size() && parts.get(i).kind == wanted ? parts.get(i) : refused(UNUSUAL);
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String phrase) {
            super(phrase, null, false, false);
        }
    }

    private final ByteBuffer in;
    private final ToLongFunction<String> sizes;
    private final Map<String, Set<String>> enums;
    private final List<Value> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final List<Value> memo = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private PickleScreen(byte[] pickle, ToLongFunction<String> sizes, Map<String, Set<String>> enums) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.sizes = sizes;
        this.enums = enums;
    }

    /**
     * What a pickle has that must not be loaded.
     *
     * @param sizes bytes of the data of a key; 0 where the archive holds none
     * @param enums of the program, as {@link #readEnums} finds them
     * @return a phrase, or nothing where it is clean
     */
    static Optional<String> complaint(byte[] pickle, ToLongFunction<String> sizes, Map<String, Set<String>> enums) {
        PickleScreen screen = new PickleScreen(pickle, sizes, enums);
        try {
            for (int i = 0; screen.step(); i++) {
                if (i > MAX_INSTRUCTIONS || screen.stack.size() > MAX_VALUES) {
                    refused("a pickle of too many values");
                }
            }
            return screen.stack.size() == 1 ? Optional.empty() : Optional.of(UNUSUAL);
        } catch (Refusal refusal) {
            return Optional.ofNullable(refusal.getMessage());
        } catch (BufferUnderflowException e) {
            return Optional.of(UNUSUAL);
        }
    }

    /**
     * Adds the enums of a source file, by name, with what their members stand for; nothing where a name is used twice.
     */
    static void readEnums(String code, Map<String, Set<String>> enums) {
        Matcher member = MEMBER.matcher(code);
        for (Matcher found = ENUM.matcher(code); found.find(); ) {
            Set<String> members = new HashSet<>();
            for (int at = found.end(); member.region(at, code.length()).lookingAt(); at = member.end()) {
                members.add(member.group(1));
            }
            enums.merge(found.group(1), members, (one, other) -> Set.of());
        }
    }

    private boolean step() {
        char instruction = (char) (in.get() & 0xFF);
        switch (instruction) {
            case '\u0080' -> require(in.get() == 2);
            case '.' -> {
                return false;
            }
            case '(' -> marks.push(stack.size());
            case '}' -> stack.add(new Value(Kind.DICT, "", List.of(), 1, 1, true));
            case ']' -> stack.add(new Value(Kind.LIST, "", List.of(), 1, 1, true));
            case ')' -> stack.add(Value.of(Kind.TUPLE, ""));
            case '\u0085', '\u0086', '\u0087' -> tuple(popped(instruction - '\u0084'));
            case 't' -> tuple(popped(sinceMark()));
            case 'e' -> grow(Kind.LIST, popped(sinceMark()));
            case 'u' -> grow(Kind.DICT, popped(sinceMark()));
            case 's' -> grow(Kind.DICT, popped(2));
            case 'N' -> push(Kind.OTHER, "");
            case '\u0088', '\u0089' -> push(Kind.BOOL, "");
            case 'K' -> push(Kind.INT, (long) (in.get() & 0xFF));
            case 'M' -> push(Kind.INT, (long) (in.getShort() & 0xFFFF));
            case 'J' -> push(Kind.INT, (long) in.getInt());
            case '\u008a' -> {
                require(in.get() == 8);
                push(Kind.INT, in.getLong());
            }
            case 'G' -> push(Kind.FLOAT, in.getDouble());
            case 'X' -> push(Kind.TEXT, text(in.getInt()));
            case 'c' -> push(Kind.NAME, name());
            case 'q' -> remember(in.get() & 0xFF);
            case 'r' -> remember(in.getInt());
            case 'h' -> recall(in.get() & 0xFF);
            case 'j' -> recall(in.getInt());
            case 'Q' -> storage(pop());
            case '\u0081' -> {
                Value arguments = pop();
                require(arguments.kind == Kind.TUPLE && arguments.parts.isEmpty());
                require(CLASS.matcher(top().text()).matches());
            }
            case 'b' -> object(pop());
            case 'R' -> call(pop());
            default -> refused(UNUSUAL);
        }
        return true;
    }

    private void push(Kind kind, Object content) {
        stack.add(Value.of(kind, content));
    }

    private Value top() {
        require(stack.size() > (marks.isEmpty() ? 0 : marks.peek()));
        return stack.getLast();
    }

    private Value pop() {
        Value top = top();
        stack.removeLast();
        return top;
    }

    private int sinceMark() {
        require(!marks.isEmpty());
        return stack.size() - marks.pop();
    }

    private List<Value> popped(int count) {
        require(stack.size() - count >= (marks.isEmpty() ? 0 : marks.peek()));
        List<Value> last = stack.subList(stack.size() - count, stack.size());
        List<Value> all = List.copyOf(last);
        last.clear();
        return all;
    }

    private void tuple(List<Value> parts) {
        stack.add(holding(Value.of(Kind.TUPLE, ""), parts, parts));
    }

    private void grow(Kind kind, List<Value> added) {
        Value old = pop();
        require(old.growing && (old.kind == kind || old.kind == Kind.STATE && kind == Kind.DICT));
        if (kind == Kind.LIST) {
            Object common = old.content;
            for (Value value : added) {
                common = common.equals("") || common == value.kind ? value.kind : Kind.OTHER;
            }
            stack.add(holding(new Value(Kind.LIST, common, List.of(), old.depth, old.size, true), List.of(), added));
            return;
        }
        require(added.size() % 2 == 0);
        List<Value> plain = new ArrayList<>(added);
        boolean state = old.kind == Kind.STATE;
        for (int i = 1; i < added.size(); i += 2) {
            if (added.get(i).kind == Kind.OBJECT) {
                state = true;
                plain.set(i, added.get(i).as(Kind.OTHER));
            }
        }
        stack.add(holding(old, List.of(), plain).as(state ? Kind.STATE : Kind.DICT));
    }

    private static Value holding(Value holder, List<Value> parts, List<Value> added) {
        int depth = holder.depth;
        long size = holder.size;
        for (Value part : added) {
            if (part.kind == Kind.OBJECT || part.kind == Kind.STATE) {
                refused("an object in a list, a tuple or a dictionary");
            }
            depth = Math.max(depth, part.depth + 1);
            size += part.size;
        }
        if (depth > MAX_DEPTH || size > MAX_VALUES) {
            refused("a pickle of values that nest too deep, or of too many");
        }
        return new Value(holder.kind, holder.content, parts, depth, size, holder.growing);
    }

    private String text(int length) {
        require(length >= 0 && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String line() {
        int start = in.position();
        int length = 0;
        while (in.get() != '\n') {
            length++;
        }
        in.position(start);
        String line = text(length);
        in.get();
        return line;
    }

    private String name() {
        String name = line() + "." + line();
        require(name.length() <= MAX_NAME);
        if (name.contains(".classes.")) {
            refused("a class of C++ (torch.classes)");
        }
        boolean known = elements(name).isPresent()
                || width(name) > 0
                || FUNCTIONS.contains(name)
                || CLASS.matcher(name).matches();
        return known ? name : refused("a pickle that calls " + name.replaceAll("[^\\w.]", "?"));
    }

    private void remember(int place) {
        Value shared = pop().shared();
        stack.add(shared);
        require(place >= 0 && place <= memo.size());
        if (place == memo.size()) {
            memo.add(shared);
        } else {
            memo.set(place, shared);
        }
    }

    private void recall(int place) {
        require(place >= 0 && place < memo.size());
        stack.add(memo.get(place));
    }

    /** A tuple of "storage", type, key, device and number of elements; LibTorch compares the last with nothing. */
    private void storage(Value tuple) {
        require(tuple.parts.size() == 5 && tuple.part(0, Kind.TEXT).text().equals("storage"));
        int bytes = width(tuple.part(1, Kind.NAME).text());
        String key = tuple.part(2, Kind.TEXT).text();
        tuple.part(3, Kind.TEXT);
        long count = tuple.part(4, Kind.INT).number();
        require(bytes > 0 && KEY.matcher(key).matches() && keys.add(key));
        if (count < 0 || count > 0 && count > sizes.applyAsLong(key) / bytes) {
            refused("a tensor that reaches beyond its data");
        }
        push(Kind.STORAGE, count);
    }

    private void object(Value state) {
        String name = pop().text();
        require(CLASS.matcher(name).matches() && (state.kind == Kind.DICT || state.kind == Kind.STATE));
        require(!enums.containsKey(name.substring(name.lastIndexOf('.') + 1)));
        stack.add(new Value(Kind.OBJECT, "", List.of(), state.depth + 1, state.size + 1, false));
    }

    private void call(Value argument) {
        Value function = pop();
        require(function.kind == Kind.NAME);
        String name = function.text();
        Set<String> members = enums.get(name.substring(name.lastIndexOf('.') + 1));
        if (members != null && CLASS.matcher(name).matches()) {
            // Where LibTorch finds no such member, it forgets to push a value.
            require(members.contains(argument.kind == Kind.INT ? "" + argument.number() : '"' + argument.text() + '"'));
            push(Kind.OTHER, "");
        } else if (name.equals("torch._utils._rebuild_tensor_v2")) {
            tensor(argument);
        } else if (name.equals("torch.jit._pickle.restore_type_tag")) {
            require(argument.parts.size() == 2);
            String tag = argument.part(1, Kind.TEXT).text();
            require(TAG.matcher(tag).matches() && !tag.contains("classes"));
            Kind kind = argument.parts.getFirst().kind;
            require(kind == Kind.LIST || kind == Kind.DICT);
            stack.add(argument.parts.getFirst().shared());
        } else if (elements(name).isPresent()) {
            Value list = argument.part(0, Kind.LIST);
            require(list.content.equals("") || list.content == elements(name).get());
            stack.add(list.shared());
        } else {
            require(argument.kind == Kind.TUPLE && FUNCTIONS.contains(name));
            push(Kind.OTHER, "");
        }
    }

    private void tensor(Value argument) {
        require(argument.parts.size() == 6);
        long count = (Long) argument.part(0, Kind.STORAGE).content;
        List<Value> sides = argument.part(2, Kind.TUPLE).parts;
        List<Value> steps = argument.part(3, Kind.TUPLE).parts;
        require(sides.size() == steps.size() && sides.size() <= MAX_SIDES);
        long last = argument.part(1, Kind.INT).number();
        boolean inside = last >= 0 && last <= count;
        long elements = 1;
        for (int i = 0; inside && i < sides.size(); i++) {
            long side = sides.get(i).number();
            long step = steps.get(i).number();
            inside =
                    side >= 0 && step >= 0 && (side < 2 || Math.max(side, step) < MAX_ELEMENTS / Math.max(1, elements));
            last += inside && side > 1 ? (side - 1) * step : 0;
            elements *= side;
        }
        if (!inside || elements > 0 && last >= count) {
            refused("a tensor that reaches beyond its data");
        }
        push(Kind.TENSOR, "");
    }

    /** Bytes of an element of a storage, or 0. */
    private static int width(String name) {
        return switch (name) {
            case "torch.ByteStorage", "torch.CharStorage", "torch.BoolStorage" -> 1;
            case "torch.ShortStorage", "torch.HalfStorage", "torch.BFloat16Storage" -> 2;
            case "torch.IntStorage", "torch.FloatStorage" -> 4;
            case "torch.LongStorage", "torch.DoubleStorage", "torch.ComplexFloatStorage" -> 8;
            case "torch.ComplexDoubleStorage" -> 16;
            default -> 0;
        };
    }

    /** Of what a function makes a list. */
    private static Optional<Kind> elements(String name) {
        return switch (name) {
            case "torch.jit._pickle.build_intlist" -> Optional.of(Kind.INT);
            case "torch.jit._pickle.build_doublelist" -> Optional.of(Kind.FLOAT);
            case "torch.jit._pickle.build_boollist" -> Optional.of(Kind.BOOL);
            case "torch.jit._pickle.build_tensorlist" -> Optional.of(Kind.TENSOR);
            default -> Optional.empty();
        };
    }

    private static void require(boolean usual) {
        if (!usual) {
            refused(UNUSUAL);
        }
    }

    private static <T> T refused(String phrase) {
        throw new Refusal(phrase);
    }
}
