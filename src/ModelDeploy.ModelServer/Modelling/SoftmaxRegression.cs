namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Multinomial logistic regression on standardised features.</summary>
internal sealed class SoftmaxRegression(SoftmaxParameters parameters) : Predictor
{
    public override int OutputCount => parameters.Bias.Length;

    public override void Predict(ReadOnlySpan<double> features, Span<double> outputs)
    {
        for (var k = 0; k < outputs.Length; k++)
        {
            var score = parameters.Bias[k];
            for (var f = 0; f < features.Length; f++)
                score += parameters.Weights[k][f] * (features[f] - parameters.Mean[f]) / parameters.Scale[f];
            outputs[k] = score;
        }
        Softmax(outputs);
    }

    /// <summary>Turns scores into probabilities in place; the largest score is taken off first so that nothing overflows.</summary>
    public static void Softmax(Span<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
            largest = Math.Max(largest, score);

        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - largest);
            sum += score;
        }
        foreach (ref var score in scores)
            score /= sum;
    }
}
