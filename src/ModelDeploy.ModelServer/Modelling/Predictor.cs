namespace ModelDeploy.ModelServer.Modelling;

/// <summary>The learned function of a model: as many numbers in as the model has features, <see cref="OutputCount"/> numbers out.</summary>
internal abstract class Predictor
{
    /// <summary>How many numbers one row gives: one probability per class, or 1 for a regression.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Writes the answer for one row. Safe to call from many requests at once.</summary>
    public abstract void Predict(ReadOnlySpan<double> features, Span<double> outputs);
}
