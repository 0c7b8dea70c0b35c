package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operator in a form that exporters write.
 *
 * @param name for people
 * @param model with input x and output y
 * @param shape of the input
 * @param low least input
 * @param high largest input
 * @param smooth whether there is a gradient
 */
record OperatorCase(String name, Models model, long[] shape, double low, double high, boolean smooth) {
    /**
     * A case a line: {@code name | opset [shape of x] least..largest flat | statements}, where another shape than
     * 1,4,9,11 and another range than −1.7..1.9 stand, and flat for operators without a gradient. A fourth part names
     * what takes the place of @, a fifth one what takes that of %. Statements are {@code w ~ shape} for random weights,
     * {@code n = 0.5}, {@code v = [1.0 2.0]}, {@code l = #1 2} and {@code l = #[shape] 1 2} for whole numbers, and
     * {@code outputs = Operator(inputs) attribute=value}; T[shape]:numbers is a tensor.
     */
    private static final String CASES = """
            LeakyRelu told | 16 | y = LeakyRelu(x) alpha=0.2
            PRelu of channels | 16 | s ~ 4,1,1; y = PRelu(x s)
            PRelu of one | 16 | s ~ 1; y = PRelu(x s)
            PRelu of rows | 16 | s ~ 9,1; y = PRelu(x s)
            @ told | 16 | y = @(x) alpha=0.7 | Elu
            Selu told | 16 | y = Selu(x) alpha=1.2 gamma=1.1
            HardSigmoid told | 16 | y = HardSigmoid(x) alpha=0.4 beta=0.3
            Gelu | 20 | y = Gelu(x)
            Gelu by tanh | 20 | y = Gelu(x) approximate=tanh
            Swish | 24 | y = Swish(x) alpha=1.3
            Clip | 13 | low = -0.4; high = 0.9; y = Clip(x low high)
            Clip from above | 13 | high = 0.9; y = Clip(x - high)
            Clip by attributes | 10 | y = Clip(x) min=-0.4 max=0.9
            Softmax of the last axis | 13 | y = Softmax(x)
            Softmax of channels | 13 | y = Softmax(x) axis=1
            Softmax of all behind | 11 | y = Softmax(x) axis=2
            LogSoftmax | 13 | y = LogSoftmax(x) axis=1
            LogSoftmax of all behind | 11 | y = LogSoftmax(x)
            Conv | 11 | w ~ 5,4,3,3; b ~ 5; y = Conv(x w b) pads=[1,1,1,1] kernel_shape=[3,3]
            Conv 1×1 | 11 | w ~ 6,4,1,1; y = Conv(x w)
            Conv with steps and gaps | 11 | w ~ 5,4,2,3; y = Conv(x w) strides=[2,3] dilations=[3,2] pads=[1,2,1,2]
            Conv in groups | 11 | w ~ 6,2,3,3; b ~ 6; y = Conv(x w b) group=2
            Conv of each channel | 11 | w ~ 4,1,3,3; y = Conv(x w) group=4 pads=[1,1,1,1]
            Conv padded on one side | 11 | w ~ 3,4,3,3; y = Conv(x w) pads=[0,1,2,0] strides=[2,2]
            Conv of a line | 13 [2,3,17] | w ~ 4,3,5; b ~ 4; y = Conv(x w b) pads=[2,1] strides=[2]
            Conv of a volume | 13 [1,2,5,6,7] | w ~ 3,2,3,2,3; y = Conv(x w) pads=[1,0,1,1,0,1]
            ConvTranspose | 11 | w ~ 4,3,2,2; b ~ 3; y = ConvTranspose(x w b) strides=[2,2]
            ConvTranspose with padding | 11 | w ~ 4,3,3,3; b ~ 3; \
                y = ConvTranspose(x w b) strides=[2,2] pads=[1,1,1,1] output_padding=[1,1]
            ConvTranspose in groups with gaps | 11 | w ~ 4,3,3,3; \
                y = ConvTranspose(x w) group=2 dilations=[2,1] pads=[1,1,1,1]
            ConvTranspose cut on one side | 11 | w ~ 4,3,4,4; b ~ 3; \
                y = ConvTranspose(x w b) strides=[2,2] pads=[0,2,1,0]
            ConvTranspose longer than it reaches | 11 | w ~ 4,3,2,2; b ~ 3; \
                y = ConvTranspose(x w b) strides=[3,3] output_padding=[2,1]
            ConvTranspose to a shape | 11 | w ~ 4,3,3,3; b ~ 3; \
                y = ConvTranspose(x w b) strides=[2,2] output_shape=[18,21]
            ConvTranspose of a line | 11 [1,3,7] | w ~ 3,2,4; y = ConvTranspose(x w) strides=[2] pads=[1,1]
            ConvTranspose of a volume | 11 [1,2,3,4,5] | w ~ 2,2,2,2,2; y = ConvTranspose(x w) strides=[2,2,2]
            Conv @ | 11 | w ~ 3,4,3,4; y = Conv(x w) auto_pad=@ strides=[2,2] | SAME_UPPER SAME_LOWER VALID
            ConvTranspose @ | 11 | w ~ 4,3,3,3; y = ConvTranspose(x w) auto_pad=@ strides=[2,2] | \
                SAME_UPPER SAME_LOWER VALID
            @ | 11 | y = @(x) kernel_shape=[2,2] strides=[2,2] | MaxPool AveragePool
            @ with padding | 11 | y = @(x) kernel_shape=[3,3] pads=[1,1,1,1] strides=[2,2] | MaxPool AveragePool
            @ padded on one side | 11 | y = @(x) kernel_shape=[3,3] pads=[0,0,2,1] strides=[2,2] | MaxPool AveragePool
            @ rounded up | 19 | y = @(x) kernel_shape=[2,3] strides=[2,2] ceil_mode=1 | MaxPool AveragePool
            @ SAME_UPPER | 11 | y = @(x) kernel_shape=[3,3] strides=[2,2] auto_pad=SAME_UPPER | MaxPool AveragePool
            @ of a line | 11 [1,3,15] | y = @(x) kernel_shape=[3] strides=[2] pads=[1,0] | MaxPool AveragePool
            @ of a volume | 11 [1,2,5,6,7] | y = @(x) kernel_shape=[2,2,3] strides=[1,2,2] | MaxPool AveragePool
            MaxPool with gaps | 11 | y = MaxPool(x) kernel_shape=[2,3] dilations=[2,2]
            AveragePool that counts padding | 11 | \
                y = AveragePool(x) kernel_shape=[3,3] pads=[1,1,1,1] count_include_pad=1
            AveragePool that counts padding, rounded up | 19 | \
                y = AveragePool(x) kernel_shape=[3,3] pads=[1,1,1,1] count_include_pad=1 strides=[3,3] ceil_mode=1
            @ | 11 | y = @(x) | GlobalAveragePool GlobalMaxPool
            BatchNormalization | 14 | s ~ 4; b ~ 4; mean ~ 4; var ~ 4 in 0.3..2.0; \
                y = BatchNormalization(x s b mean var) epsilon=0.001
            BatchNormalization by the batch | 14 | s ~ 4; b ~ 4; mean ~ 4; var ~ 4 in 0.3..2.0; \
                y m v = BatchNormalization(x s b mean var) training_mode=1
            InstanceNormalization | 13 | s ~ 4; b ~ 4; y = InstanceNormalization(x s b)
            LayerNormalization | 17 | s ~ 11; b ~ 11; y = LayerNormalization(x s b)
            LayerNormalization of two axes without bias | 17 | s ~ 9,11; \
                y = LayerNormalization(x s) axis=2 epsilon=0.000001
            LayerNormalization with one scale | 17 | s ~ 1; y = LayerNormalization(x s) axis=1
            GroupNormalization | 21 | s ~ 4; b ~ 4; y = GroupNormalization(x s b) num_groups=2
            GroupNormalization with scales of groups | 18 | s ~ 2; b ~ 2; y = GroupNormalization(x s b) num_groups=2
            RMSNormalization | 23 | s ~ 11; y = RMSNormalization(x s)
            Resize % @ by 2.0 | 13 | s = [1.0 1.0 2.0 2.0]; \
                y = Resize(x - s) mode=% coordinate_transformation_mode=@ | \
                half_pixel pytorch_half_pixel align_corners asymmetric | nearest linear cubic
            Resize % @ by 1.7 | 13 | s = [1.0 1.0 1.7 2.6]; \
                y = Resize(x - s) mode=% coordinate_transformation_mode=@ | \
                half_pixel pytorch_half_pixel align_corners asymmetric | nearest linear cubic
            Resize % @ by 0.5 | 13 | s = [1.0 1.0 0.5 0.7]; \
                y = Resize(x - s) mode=% coordinate_transformation_mode=@ | \
                half_pixel pytorch_half_pixel align_corners asymmetric | nearest linear cubic
            Resize % @ to a size | 13 | z = #1 4 13 6; \
                y = Resize(x - - z) mode=% coordinate_transformation_mode=@ | \
                half_pixel pytorch_half_pixel align_corners asymmetric | nearest linear cubic
            Resize nearest @ % | 13 | z = #1 4 18 16; \
                y = Resize(x - - z) nearest_mode=@ coordinate_transformation_mode=% | \
                round_prefer_floor round_prefer_ceil floor ceil | half_pixel asymmetric align_corners
            Resize cubic without what is outside | 13 | z = #1 4 13 17; \
                y = Resize(x - - z) mode=cubic exclude_outside=1 cubic_coeff_a=-0.5
            Resize linear with antialias | 18 | z = #1 4 4 17; y = Resize(x - - z) mode=linear antialias=1
            Resize linear with antialias, without what is outside | 18 | z = #1 4 4 17; \
                y = Resize(x - - z) mode=linear antialias=1 exclude_outside=1
            Resize cubic with antialias | 18 | z = #1 4 4 17; y = Resize(x - - z) mode=cubic antialias=1
            Resize cubic with antialias, without what is outside | 18 | z = #1 4 4 17; \
                y = Resize(x - - z) mode=cubic antialias=1 exclude_outside=1
            Resize of axes | 18 | z = #5 20; y = Resize(x - - z) mode=linear axes=[2,3]
            Resize half_pixel_symmetric | 19 | s = [1.0 1.0 1.3 0.8]; \
                y = Resize(x - s) mode=linear coordinate_transformation_mode=half_pixel_symmetric
            Resize to one pixel | 13 | z = #1 4 1 1; \
                y = Resize(x - - z) mode=linear coordinate_transformation_mode=pytorch_half_pixel
            Resize of a line | 13 [1,2,9] | z = #1 2 14; y = Resize(x - - z) mode=linear
            Resize of a volume | 13 [1,2,3,4,5] | z = #1 2 5 3 9; y = Resize(x - - z) mode=linear
            Resize before it knew places | 10 | s = [1.0 1.0 2.0 3.0]; y = Resize(x s) mode=linear
            Upsample | 9 | s = [1.0 1.0 2.0 3.0]; y = Upsample(x s) mode=nearest
            GridSample @ % | 20 | g ~ 1,5,6,2 in -1.3..1.3; y = GridSample(x g) mode=@ padding_mode=% | \
                linear nearest cubic | zeros border reflection
            GridSample of corners | 16 | g ~ 1,5,6,2 in -1.3..1.3; y = GridSample(x g) mode=bilinear align_corners=1
            GridSample by what it computed | 16 | s = #1; e = #3; a = #1; p = Slice(x s e a); \
                g = Transpose(p) perm=[0,2,3,1]; y = GridSample(x g) mode=bilinear

            @ | 18 | y = @(x) | Abs Neg Exp Sin Cos Atan Erf Sigmoid Tanh Relu Softplus \
                HardSwish Mish Identity LeakyRelu Elu Selu HardSigmoid Dropout
            @ | 13 0.3..3.0 | y = @(x) | Log Sqrt Reciprocal
            Tan | 13 -0.8..0.8 | y = Tan(x)
            @ | 13 flat | y = @(x) | Floor Ceil Round Sign
            Round takes halves to even numbers | 13 | h = [0.5 1.5 2.5 -0.5 -1.5 -3.5]; r = Round(h); \
                most = ReduceMax(r); least = ReduceMin(r); s = Sub(most least); y = Mul(x s)
            @ | 13 flat | zero = 0.0; inf = Div(x zero); b = @(inf); y = Cast(b) to=1 | IsNaN
            Not | 13 flat | zero = 0.0; p = Greater(x zero); n = Not(p); y = Cast(n) to=1
            @ of a column | 13 | c ~ 4,1,1; y = @(x c) | Add Sub Mul Min Max Sum Mean
            @ of itself moved | 13 | c = 0.3; n = Neg(x); y = @(n c) | Add Sub Mul Min Max Sum Mean
            Max of three | 13 | c ~ 4,1,1; d ~ 11; y = Max(x c d)
            Div | 14 | c ~ 9,1 in 0.5..2.0; y = Div(x c)
            Div of whole numbers | 14 | a = #7 -7 8 -1; b = #2 2 -3 4; q = Div(a b); f = Cast(q) to=1; \
                u = Unsqueeze(f axes); axes = #1 2; y = Mul(x u)
            Pow of a number | 15 | p = 2.0; y = Pow(x p)
            Pow of a root | 15 0.2..2.0 | p = 0.5; y = Pow(x p)
            Pow of a tensor | 15 0.2..2.0 | p ~ 11 in 1.0..3.0; y = Pow(x p)
            Mod | 13 | p = 0.7; y = Mod(x p) fmod=1
            Mod of whole numbers | 13 | a = #7 -7 8 -1; b = #3 3 -3 4; q = Mod(a b); f = Cast(q) to=1; axes = #1 2; \
                u = Unsqueeze(f axes); y = Mul(x u)
            @ | 16 flat | c ~ 11; b = @(x c); y = Cast(b) to=1 | Greater GreaterOrEqual Less LessOrEqual Equal
            @ | 16 flat | zero = 0.0; c ~ 11; p = Greater(x zero); q = Greater(x c); b = @(p q); y = Cast(b) to=1 | \
                And Or Xor
            Where | 16 | zero = 0.0; c ~ 4,1,11; p = Greater(x zero); n = Neg(x); y = Where(p n c)
            MatMul | 13 | w ~ 11,7; y = MatMul(x w)
            MatMul of batches | 13 | w ~ 4,5,9; y = MatMul(w x)
            MatMul with itself | 13 | t = Transpose(x) perm=[0,1,3,2]; y = MatMul(x t)
            MatMul of a line | 13 | w ~ 11; y = MatMul(x w)
            Gemm | 13 [5,7] | w ~ 7,3; c ~ 3; y = Gemm(x w c)
            Gemm turned | 13 [5,7] | w ~ 6,5; c ~ 7,1; y = Gemm(x w c) transA=1 transB=1 alpha=0.5 beta=2.0
            Gemm without a summand | 13 [5,7] | w ~ 3,7; y = Gemm(x w) transB=1
            Einsum | 13 | w ~ 4,11,3; y = Einsum(x w) equation=bchw,cwk->bhk
            Einsum with dots | 13 | w ~ 11,3; y = Einsum(x w) equation=...w,wk->...k
            Einsum without arrow | 13 | w ~ 11,3; y = Einsum(x w) equation=abcd,de
            @ of all | 18 | y = @(x) keepdims=0 | ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 \
                ReduceL2 ReduceSumSquare ReduceLogSumExp
            @ along axes | 18 | axes = #-1 1; y = @(x axes) | ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd \
                ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp
            @ along an attribute | 13 | y = @(x) axes=[2,3] keepdims=0 | \
                ReduceMean ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp
            ReduceSum along an attribute | 11 | y = ReduceSum(x) axes=[1]
            ReduceMean of nothing | 18 | y = ReduceMean(x) noop_with_empty_axes=1
            @ | 13 flat | i = @(x) axis=1; y = Cast(i) to=1 | ArgMax ArgMin
            @ of the last | 13 flat | r = Round(x); i = @(r) axis=-1 keepdims=0 select_last_index=1; \
                y = Cast(i) to=1 | ArgMax ArgMin
            CumSum | 14 | a = #[] 2; y = CumSum(x a)
            CumSum backwards | 14 | a = #[] -1; y = CumSum(x a) reverse=1 exclusive=1
            TopK | 11 | k = #3; y i = TopK(x k) axis=1
            TopK, the least | 11 flat | k = #3; v i = TopK(x k) axis=3 largest=0; y = Cast(i) to=1
            Shape | 15 | s = Shape(x) start=1 end=-1; f = Cast(s) to=1; t = ReduceSum(f) keepdims=0; y = Mul(x t)
            Size | 13 | s = Size(x); f = Cast(s) to=1; y = Div(x f)
            Reshape | 14 | s = #0 -1 3; y = Reshape(x s)
            Reshape by a computed shape | 14 | s = Shape(x); zero = #[] 0; n = Gather(s zero); first = #0; \
                u = Unsqueeze(n first); rest = #-1; t = Concat(u rest) axis=0; y = Reshape(x t)
            Flatten | 13 | y = Flatten(x) axis=2
            Flatten before everything | 13 | y = Flatten(x) axis=0
            Squeeze | 13 | y = Squeeze(x)
            Squeeze of axes | 13 | a = #0; y = Squeeze(x a)
            Squeeze by an attribute | 11 | y = Squeeze(x) axes=[-4]
            Unsqueeze | 13 | a = #-1 1; y = Unsqueeze(x a)
            Unsqueeze by an attribute | 11 | y = Unsqueeze(x) axes=[0,3]
            Transpose | 13 | y = Transpose(x) perm=[0,2,3,1]
            Transpose backwards | 13 | y = Transpose(x)
            Expand | 13 | s = #3 1 1 9 1; y = Expand(x s)
            Tile | 13 | r = #2 1 3 1; y = Tile(x r)
            Concat | 13 | c ~ 1,2,9,11; y = Concat(x c x) axis=1
            Split | 13 | p = #1 3; a b = Split(x p) axis=1; y = Mul(b a)
            Split in equal parts | 11 | a b = Split(x) axis=1; y = Sub(b a)
            Split by an attribute | 11 | a b = Split(x) axis=3 split=[5,6]; c = ReduceMean(b) axes=[3]; y = Mul(a c)
            Split into a number | 18 | a b = Split(x) axis=3 num_outputs=2; axes = #3; c = ReduceMean(b axes); \
                y = Mul(a c)
            Pad | 13 | p = #0 0 1 2 0 0 3 0; v = 0.5; y = Pad(x p v)
            Pad that cuts | 13 | p = #0 -1 1 -2 0 0 -3 0; y = Pad(x p)
            Pad reflected | 13 | p = #0 0 3 2 0 0 1 4; y = Pad(x p) mode=reflect
            Pad with the edge | 13 | p = #0 0 3 2 0 0 1 4; y = Pad(x p) mode=edge
            Pad wrapped | 19 | p = #0 0 3 2 0 0 1 4; y = Pad(x p) mode=wrap
            Pad of axes | 18 | p = #1 2 3 4; a = #-1 2; y = Pad(x p - a)
            Pad by attributes | 10 | y = Pad(x) pads=[0,0,1,1,0,0,1,1] value=-0.5
            DepthToSpace | 13 [2,12,3,5] | y = DepthToSpace(x) blocksize=2
            DepthToSpace CRD | 13 [2,12,3,5] | y = DepthToSpace(x) blocksize=2 mode=CRD
            SpaceToDepth | 13 [2,3,6,9] | y = SpaceToDepth(x) blocksize=3
            Slice | 13 | s = #1 2; e = #3 -2; a = #1 3; t = #1 3; y = Slice(x s e a t)
            Slice backwards | 13 | s = #-1 7; e = #-9223372036854775808 0; a = #2 3; t = #-1 -2; y = Slice(x s e a t)
            Slice beyond the end | 13 | s = #2; e = #9223372036854775807; a = #2; y = Slice(x s e a)
            Slice by attributes | 9 | y = Slice(x) starts=[0,1] ends=[9,-1] axes=[2,3]
            Gather | 13 | i = #[2,2] 0 -1 3 3; y = Gather(x i) axis=1
            Gather of one | 13 | i = #[] -2; y = Gather(x i) axis=2
            GatherElements | 13 | i = #[1,4,1,2] 0 1 2 3 -1 -2 8 7; y = GatherElements(x i) axis=2
            GatherND | 13 | i = #[3,2] 0 0 0 3 0 -1; y = GatherND(x i)
            GatherND of batches | 13 | i = #[1,4,2,1] 0 1 2 3 4 5 6 8; y = GatherND(x i) batch_dims=2
            ScatterElements | 13 | i = #[1,4,1,2] 0 1 2 3 -1 -2 8 7; u ~ 1,4,1,2; y = ScatterElements(x i u) axis=3
            ScatterElements that add | 18 | i = #[1,1,1,3] 2 2 5; u ~ 1,1,1,3; \
                y = ScatterElements(x i u) axis=3 reduction=add
            ScatterElements by @ | 18 | i = #[1,1,1,3] 2 3 5; u ~ 1,1,1,3; \
                y = ScatterElements(x i u) axis=3 reduction=@ | mul max min
            ScatterND | 13 | i = #[2,3] 0 1 2 0 3 -1; u ~ 2,11; y = ScatterND(x i u)
            ScatterND that adds | 18 | i = #[2,3] 0 1 2 0 3 1; u ~ 2,11; y = ScatterND(x i u) reduction=add
            NonZero | 13 flat | zero = 1.5; b = Greater(x zero); i = NonZero(b); y = Cast(i) to=1
            Constant | 13 | c = Constant() value=T[1,2]:2.0,3.0; d = ReduceMax(c) keepdims=0; y = Mul(x d)
            Constant of numbers | 13 | c = Constant() value_floats=[1.0,4.0]; i = Constant() value_int=1; \
                d = Gather(c i); e = Constant() value_float=0.25; z = Mul(x d); v = Add(z e); \
                s = Constant() value_ints=[2,18,11]; y = Reshape(v s)
            ConstantOfShape | 13 | s = Shape(x); c = ConstantOfShape(s) value=T[1]:3.0; y = Mul(x c)
            ConstantOfShape of zeros | 13 | s = Shape(x); c = ConstantOfShape(s); y = Sub(c x)
            Range | 13 | a = #[] 12; b = #[] 1; c = #[] -1; r = Range(a b c); f = Cast(r) to=1; y = Mul(x f)
            Range of reals | 13 | a = 0.5; b = 6.0; c = 0.5; r = Range(a b c); y = Mul(x r)
            Cast to whole numbers | 13 flat | i = Cast(x) to=7; y = Cast(i) to=1
            Cast to half and back | 13 flat | h = Cast(x) to=10; y = Cast(h) to=1
            Cast to double and back | 13 | d = Cast(x) to=11; e = Sin(d); y = Cast(e) to=1
            CastLike | 15 | l = #3; f = CastLike(l x); y = Mul(x f)
            Trilu | 14 | k = #[] -1; y = Trilu(x k)
            Trilu below | 14 | y = Trilu(x) upper=0
            """;

    @Override
    public String toString() {
        return name;
    }

    static Stream<OperatorCase> all() {
        return CASES.lines().filter(line -> !line.isBlank()).flatMap(OperatorCase::parse);
    }

    private static Stream<OperatorCase> parse(String line) {
        String[] parts = line.split("\\s*\\|\\s*");
        if (parts.length < 4) {
            return Stream.of(of(parts[0], parts[1], parts[2]));
        }
        String others = String.join(" | ", Arrays.copyOf(parts, parts.length - 1));
        return Arrays.stream(parts[parts.length - 1].split("\\s+"))
                .flatMap(word -> parse(others.replace(parts.length == 4 ? "@" : "%", word)));
    }

    private static OperatorCase of(String name, String heading, String statements) {
        List<String> words = new ArrayList<>(List.of(heading.split(" ")));
        int opset = Integer.parseInt(words.removeFirst());
        boolean smooth = !words.remove("flat");
        long[] shape = {1, 4, 9, 11};
        double[] range = {-1.7, 1.9};
        for (String word : words) {
            if (word.startsWith("[")) {
                shape = longs(word);
            } else {
                range = Arrays.stream(word.split("\\.\\."))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
            }
        }
        Models model = add(Models.of(opset, shape), statements);
        return new OperatorCase(name + ", opset " + opset, model, shape, range[0], range[1], smooth);
    }

    /** Adds statements to a model, as they are written above. */
    static Models add(Models model, String statements) {
        Arrays.stream(statements.split(";")).map(String::strip).forEach(statement -> addOne(model, statement));
        return model;
    }

    private static void addOne(Models model, String statement) {
        String[] sides = statement.split(" [=~] ", 2);
        String name = sides[0];
        String value = sides[1];
        if (statement.startsWith(name + " ~ ")) {
            String[] random = value.split(" in ");
            double[] range = random.length < 2 ? new double[] {-1, 1} : numbers(random[1].replace("..", " "));
            model.between(range[0], range[1], name, longs(random[0]));
        } else if (value.startsWith("#[")) {
            int end = value.indexOf(']');
            model.longs(name, longs(value.substring(1, end + 1)), longs(value.substring(end + 1)));
        } else if (value.startsWith("#")) {
            model.longs(name, longs(value.substring(1)));
        } else if (value.startsWith("[")) {
            model.floats(name, numbers(value));
        } else if (!value.contains("(")) {
            model.number(name, Double.parseDouble(value));
        } else {
            int open = value.indexOf('(');
            int close = value.indexOf(')');
            List<Object> attributes = new ArrayList<>();
            for (String attribute : value.substring(close + 1).strip().split(" ")) {
                if (!attribute.isEmpty()) {
                    attributes.add(attribute.substring(0, attribute.indexOf('=')));
                    attributes.add(attribute(attribute.substring(attribute.indexOf('=') + 1)));
                }
            }
            model.node(value.substring(0, open), value.substring(open + 1, close), name, attributes.toArray());
        }
    }

    private static Object attribute(String text) {
        if (text.startsWith("T[")) {
            TensorProto.Builder tensor =
                    Models.tensor("", DataType.FLOAT, longs(text.substring(1, text.indexOf(']') + 1)));
            Arrays.stream(numbers(text.substring(text.indexOf(':') + 1)))
                    .forEach(number -> tensor.addFloatData((float) number));
            return tensor;
        }
        if (text.startsWith("[")) {
            return text.contains(".") ? numbers(text) : longs(text);
        }
        return text.matches("-?\\d+")
                ? Integer.parseInt(text)
                : text.matches("-?\\d+\\.\\d+") ? Double.parseDouble(text) : text;
    }

    private static long[] longs(String list) {
        return Arrays.stream(list.split("[\\[\\], ]+"))
                .filter(word -> !word.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split("[\\[\\], ]+"))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
