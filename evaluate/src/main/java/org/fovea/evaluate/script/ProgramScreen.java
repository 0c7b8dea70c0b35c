package org.fovea.evaluate.script;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the program of a TorchScript file before LibTorch compiles it. A network computes with tensors; the language can do more: read and write files ({@code torch.from_file},
 * {@code torch.save}), print, start threads, and loop for ever. Only operators of the lists below are let through, so that what is not known is refused by name.
 *
 * <p>The text is searched as it is, strings and comments included: whatever a program hides there can only make it be refused.
 */
final class ProgramScreen {
    private static final Set<String> OPERATORS = words("""
            __and__ __contains__ __derive_index __getitem__ __iand__ __interpolate __ior__ __is__ __isnot__ __ixor__ __lshift__ __not__ __or__ __range_length __round_to_zero_floordiv
            __rshift__ __xor__ _adaptive_avg_pool2d _cast_Byte _cast_Float _cast_Int _cast_Long _convolution _convolution_mode _conj _fft_c2c _fft_c2r _fft_r2c _log_softmax _native_batch_norm_legit
            _native_batch_norm_legit_no_training _reshape_alias _scaled_dot_product_attention _set_item _shape_as_tensor _softmax _size_if_not_equal _stack _to_copy _trilinear
            _transformer_encoder_layer_fwd _native_multi_head_attention _unsafe_index _unsafe_view _unwrap_optional _upsample_bicubic2d_aa _upsample_bilinear2d_aa _upsample_nearest_exact1d
            _upsample_nearest_exact2d _upsample_nearest_exact3d _weight_norm abs absolute acos acosh adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d
            adaptive_max_pool2d adaptive_max_pool3d add add_ addbmm addcdiv addcmul addmm addmv addr affine_grid_generator alias align_to all allclose alpha_dropout alpha_dropout_ amax amin
            aminmax angle any append arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort as_strided as_tensor asin asinh atan atan2 atanh atleast_1d atleast_2d
            atleast_3d avg_pool1d avg_pool2d avg_pool3d baddbmm batch_norm bernoulli bernoulli_ bilinear bincount bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman_window
            block_diag bmm bool broadcast_tensors broadcast_to bucketize cartesian_prod cat cdist ceil ceil_ celu celu_ chain_matmul channel_shuffle cholesky chunk clamp clamp_ clamp_max clamp_max_
            clamp_min clamp_min_ clip clip_ clone col2im column_stack complex concat concatenate conj constant_pad_nd contiguous conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d
            conv_transpose3d convolution copy copy_ copysign corrcoef cos cosh cosine_similarity count_nonzero cov cpu cross cummax cummin cumprod cumsum deg2rad dequantize detach detach_ device
            diag diag_embed diagflat diagonal diff dim dist div div_ divide dot dropout dropout_ dsplit dstack dtype einsum elu elu_ embedding embedding_bag empty empty_like empty_strided endswith
            eq equal erf erfc erfinv exp exp2 exp_ expand expand_as expm1 extend eye fake_quantize_per_channel_affine fake_quantize_per_tensor_affine feature_alpha_dropout feature_dropout
            fft_fft fft_fft2 fft_fftn fft_fftshift fft_ifft fft_ifft2 fft_ifftn fft_ifftshift fft_irfft fft_irfft2 fft_irfftn fft_rfft fft_rfft2 fft_rfftn fill fill_ find fix flatten flip fliplr
            flipud float float_power floor floor_ floor_divide floordiv fmax fmin fmod format frac frobenius_norm full full_like gather gcd ge gelu gelu_ get get_device glu grid_sampler
            grid_sampler_2d grid_sampler_3d group_norm gru gru_cell gt hamming_window hann_window hardshrink hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh hardtanh_ heaviside histc hsplit
            hstack huber_loss hypot im2col index index_add index_copy index_fill index_put index_put_ index_select inner insert instance_norm int interpolate inverse is_complex is_contiguous
            is_floating_point is_grad_enabled isclose isfinite isin isinf isnan item items keys kl_div kron kthvalue l1_loss layer_norm ldexp le leaky_relu leaky_relu_ len lerp less less_equal
            lgamma linalg_det linalg_inv linalg_matrix_norm linalg_norm linalg_solve linalg_svd linalg_vector_norm linear linspace list log log10 log1p log2 log_ log_sigmoid log_softmax logaddexp
            logaddexp2 logcumsumexp logical_and logical_not logical_or logical_xor logit logspace logsumexp lower lstm lstm_cell lt masked_fill masked_fill_ masked_scatter masked_select matmul
            matrix_exp matrix_power max max_pool1d max_pool2d max_pool2d_with_indices max_pool3d maximum mean median meshgrid min minimum mish mish_ mm mode moveaxis movedim mse_loss mul mul_
            multi_head_attention_forward multinomial multiply mv mvlgamma nan_to_num nanmean nanmedian nansum narrow narrow_copy native_batch_norm native_group_norm native_layer_norm ne neg neg_ negative
            new_empty new_full new_ones new_zeros nll_loss nll_loss2d nll_loss_nd nonzero nonzero_numpy norm normal norm_except_dim not_equal numel numpy_T one_hot ones ones_like outer pad pairwise_distance
            percentFormat permute pixel_shuffle pixel_unshuffle poisson_nll_loss polar pop positive pow pow_ prelu prod quantile quantize_per_channel quantize_per_tensor rad2deg rand rand_like randint randint_like randn randn_like randperm ravel real imag
            reciprocal reciprocal_ reflection_pad1d reflection_pad2d reflection_pad3d relu relu6 relu6_ relu_ remainder remove renorm repeat repeat_interleave replication_pad1d replication_pad2d
            replication_pad3d requires_grad_ reshape reshape_as resolve_conj resolve_neg reverse rms_norm rnn_relu rnn_tanh roll rot90 round round_ rrelu rsqrt rsqrt_ rsub scalar_tensor
            scaled_dot_product_attention scatter scatter_add scatter_reduce searchsorted select selu selu_ setitem sigmoid sigmoid_ sign signbit silu silu_ sin sinc sinh size slice slice_scatter
            smooth_l1_loss soft_margin_loss softmax softplus softshrink sort sorted split split_with_sizes sqrt sqrt_ square squeeze squeeze_ stack startswith std std_mean stft istft str
            strides strip sub sub_ subtract sum sum_to_size svd swapaxes swapdims t t_ take take_along_dim tan tanh tanh_ tensor tensor_split tensordot threshold threshold_ tile to topk
            trace transpose transpose_ trapezoid tril tril_indices triu triu_indices true_divide trunc type_as unbind unflatten unfold unique_consecutive unique_dim _unique2 unsafe_chunk
            unsafe_split unsafe_split_with_sizes unsqueeze unsqueeze_ update upper upsample_bicubic2d upsample_bilinear2d upsample_linear1d upsample_nearest1d upsample_nearest2d upsample_nearest3d
            upsample_trilinear3d values vander var var_mean vdot view view_as view_as_complex view_as_real vsplit vstack where xlogy zero_ zeros zeros_like
            nn functional Tensor FloatTensor LongTensor IntTensor BoolTensor float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uniform_ normal_ jit _C classes layout memory_format""");

    /** What {@code ops.NAMESPACE} may be followed by: what tracing and scripting write. */
    private static final Set<String> NAMESPACED = words("""
            prim.NumToTensor prim.RaiseException prim.TupleIndex prim.TupleUnpack prim.ListUnpack prim.abs prim.data prim.device prim.dtype prim.isinstance prim.is_cuda
            prim.is_nested prim.is_quantized prim.layout prim.max prim.min prim.requires_grad prim.shape prim.type prim.unchecked_cast prim.unchecked_unwrap_optional
            prim.tolist prim.Uninitialized prim.is_mkldnn prim.is_meta prim.is_sparse prim.itemsize prim.name prim.ImplicitTensorToNum prim.rangelist""");

    /** Of words after a point, those that name operators that reach outside, on whatever they are called. */
    private static final Pattern METHOD = Pattern.compile(
            "\\.[\\s\\\\]*(save|from_file|load|warn|fork|wait|manual_seed|set_num_threads|_save\\w*|to_file|from_buffer)\\b");

    private static final Pattern TORCH = Pattern.compile("\\btorch\\b(\\.(\\w+))?");
    private static final Pattern OPS = Pattern.compile("\\bops\\b(\\.(\\w+)\\.(\\w+))?");
    private static final Pattern BUILT_IN =
            Pattern.compile("\\b(print|fork|awaitable|open|exec|eval|__import__|import_ir_module)\\b[\\s\\\\]*(\\(|#)");
    private static final Pattern LOOP = Pattern.compile("(^|[\\n;:])[\\s\\\\]*while\\b");

    private ProgramScreen() {}

    private static Set<String> words(String text) {
        return Set.copyOf(new TreeSet<>(Arrays.asList(text.strip().split("\\s+"))));
    }

    /**
     * What a part of a program does that a network has no need of.
     *
     * @return a phrase, or nothing where the program is clean
     */
    static Optional<String> complaint(String code) {
        Matcher loop = LOOP.matcher(code);
        if (loop.find()) {
            return Optional.of("a loop without bound (while)");
        }
        Matcher builtIn = BUILT_IN.matcher(code);
        if (builtIn.find()) {
            return Optional.of("a call of " + builtIn.group(1));
        }
        Matcher method = METHOD.matcher(code);
        if (method.find()) {
            return Optional.of("the operator " + method.group(1));
        }
        Matcher torch = TORCH.matcher(code);
        while (torch.find()) {
            String name = torch.group(2);
            if (name == null) {
                if (torch.end() < code.length() && ".\\ \t\r\n#".indexOf(code.charAt(torch.end())) >= 0) {
                    return Optional.of("an operator that is written in an unusual way");
                }
            } else if (!OPERATORS.contains(name)) {
                return Optional.of("the operator torch." + name);
            }
        }
        Matcher ops = OPS.matcher(code);
        while (ops.find()) {
            String space = ops.group(2);
            String name = ops.group(3);
            if (space == null) {
                if (ops.end() < code.length() && ".\\#".indexOf(code.charAt(ops.end())) >= 0) {
                    return Optional.of("an operator that is written in an unusual way");
                }
            } else if (space.equals("aten") ? !OPERATORS.contains(name) : !NAMESPACED.contains(space + "." + name)) {
                return Optional.of("the operator " + space + "::" + name);
            }
        }
        return Optional.empty();
    }
}
