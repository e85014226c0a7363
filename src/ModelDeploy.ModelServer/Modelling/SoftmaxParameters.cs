namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Parameters of kind <c>softmax-regression</c>: per feature the mean and scale it was standardised with, per class its weights and bias.</summary>
internal sealed record SoftmaxParameters(double[] Mean, double[] Scale, double[][] Weights, double[] Bias)
{
    /// <summary>What does not fit a model of this shape, as a sentence, or null.</summary>
    public string? Fault(int features, int classes)
    {
        if (Weights.Contains(null!))
            return "a list in them is null.";
        if (Mean.Length != features || Scale.Length != features)
            return $"mean and scale need {features} values, one per feature.";
        if (Bias.Length != classes || Weights.Length != classes || Weights.Any(row => row.Length != features))
            return $"weights need {classes} rows of {features} values and bias {classes} values.";
        if (Scale.Any(scale => scale <= 0))
            return "every scale must be above 0.";
        return null;
    }
}
