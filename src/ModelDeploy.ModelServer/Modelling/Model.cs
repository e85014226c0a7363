namespace ModelDeploy.ModelServer.Modelling;

/// <summary>A loaded model: what its file says about it, and its learned function.</summary>
internal sealed class Model(ModelFile file, Predictor predictor)
{
    /// <summary>Name in <c>/v2/models/{name}</c>.</summary>
    public string Name => file.Name;

    public string Version => file.Version;

    /// <summary>One of <see cref="ModelKinds"/>.</summary>
    public string Kind => file.Kind;

    public string? Description => file.Description;

    public TensorShape Input => file.Input;

    public TensorShape Output => file.Output;

    /// <summary>Feature names in the order that the model learned them.</summary>
    public string[] Features => file.Input.Columns;

    /// <summary>Class names in the order of the outputs; for a regression the one predicted quantity.</summary>
    public string[] OutputNames => file.Output.Columns;

    /// <summary>True where outputs are class probabilities, false for a regression.</summary>
    public bool IsClassifier => ModelKinds.IsClassifier(file.Kind);

    /// <summary>How well it did on rows that it had not seen, as written by training; empty if unknown.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; } = file.Metrics ?? new Dictionary<string, double>();

    /// <summary>Predicts every row; the batch must have one column per feature.</summary>
    public Prediction Predict(Batch batch)
    {
        var width = predictor.OutputCount;
        var outputs = new double[batch.Rows * width];
        for (var row = 0; row < batch.Rows; row++)
            predictor.Predict(batch.Row(row), outputs.AsSpan(row * width, width));
        return new Prediction(this, new Batch(outputs, batch.Rows, width));
    }
}
