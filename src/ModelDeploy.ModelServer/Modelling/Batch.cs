namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Rows of finite numbers, row after row in one array; before prediction its columns are in the model's feature order.</summary>
internal sealed record Batch(double[] Values, int Rows, int Columns)
{
    /// <summary>The values of row <paramref name="index"/>, counted from 0.</summary>
    public ReadOnlySpan<double> Row(int index) => Values.AsSpan(index * Columns, Columns);
}
