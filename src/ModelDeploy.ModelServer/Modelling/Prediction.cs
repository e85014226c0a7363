namespace ModelDeploy.ModelServer.Modelling;

/// <summary>A model's answer: one row of outputs per row asked.</summary>
internal sealed record Prediction(Model Model, Batch Outputs)
{
    /// <summary>The most probable class of row <paramref name="row"/>; the first one on a tie. Only for classifiers.</summary>
    public string Class(int row)
    {
        var outputs = Outputs.Row(row);
        var best = 0;
        for (var k = 1; k < outputs.Length; k++)
            if (outputs[k] > outputs[best])
                best = k;
        return Model.OutputNames[best];
    }
}
