using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>Learns multinomial logistic regression by full-batch gradient descent with an L2 penalty on the weights.</summary>
internal static class SoftmaxTrainer
{
    private const int Steps = 3_000;
    private const double StepSize = 0.5;
    private const double Penalty = 0.002;

    public static SoftmaxParameters Train(Samples samples)
    {
        var (mean, scale) = Standardisation(samples.Features);
        var rows = samples.Features.Select(row => row.Select((x, f) => (x - mean[f]) / scale[f]).ToArray()).ToArray();
        var weights = Enumerable.Range(0, samples.TargetCount).Select(_ => new double[mean.Length]).ToArray();
        var bias = new double[samples.TargetCount];

        for (var step = 0; step < Steps; step++)
            Descend(rows, samples.Targets, weights, bias);

        return new SoftmaxParameters(
            Rounding.Short(mean), Rounding.Short(scale), [.. weights.Select(Rounding.Short)], Rounding.Short(bias));
    }

    private static void Descend(double[][] rows, double[][] targets, double[][] weights, double[] bias)
    {
        var slopes = weights.Select(row => row.Select(weight => Penalty * weight).ToArray()).ToArray();
        var biasSlopes = new double[bias.Length];
        var probabilities = new double[bias.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = 0; k < bias.Length; k++)
                probabilities[k] = bias[k] + Dot(weights[k], rows[i]);
            SoftmaxRegression.Softmax(probabilities);
            for (var k = 0; k < bias.Length; k++)
            {
                var error = (probabilities[k] - targets[i][k]) / rows.Length;
                biasSlopes[k] += error;
                for (var f = 0; f < rows[i].Length; f++)
                    slopes[k][f] += error * rows[i][f];
            }
        }
        for (var k = 0; k < bias.Length; k++)
        {
            bias[k] -= StepSize * biasSlopes[k];
            for (var f = 0; f < weights[k].Length; f++)
                weights[k][f] -= StepSize * slopes[k][f];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static (double[] Mean, double[] Scale) Standardisation(double[][] rows)
    {
        var features = Enumerable.Range(0, rows[0].Length).ToArray();
        var mean = features.Select(f => rows.Average(row => row[f])).ToArray();
        var scale = features.Select(f => Math.Sqrt(rows.Average(row => (row[f] - mean[f]) * (row[f] - mean[f])))).ToArray();
        return (mean, scale);
    }
}
