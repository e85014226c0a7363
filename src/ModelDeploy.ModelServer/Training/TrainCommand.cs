namespace ModelDeploy.ModelServer.Training;

/// <summary>The <c>train</c> command: makes the sample models from the data and says how good they are.</summary>
internal static class TrainCommand
{
    /// <summary>Writes one file per sample model. Returns the exit code: 0, or 2 for arguments it does not know.</summary>
    public static int Run(string[] arguments, TextWriter output)
    {
        var settings = new SettingsReader(arguments, _ => null);
        var data = settings.Text("data", variable: null) ?? Path.Combine(AppContext.BaseDirectory, "Data");
        var target = settings.Text("out", variable: null) ?? "Models";
        if (settings.Faults() is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
                output.WriteLine(fault);
            output.WriteLine("Use: train [--data <folder with iris.csv and housing.csv>] [--out <folder for the models>]");
            return 2;
        }

        Directory.CreateDirectory(target);
        foreach (var file in SampleModels.Train(data))
        {
            var path = Path.Combine(target, $"{file.Name}-{file.Version}.json");
            File.WriteAllBytes(path, ModelFileWriter.Write(file));
            var metrics = string.Join(", ", file.Metrics!.Select(metric => FormattableString.Invariant($"{metric.Key} {metric.Value}")));
            output.WriteLine($"{path}: {file.Kind}, {metrics}");
        }
        return 0;
    }
}
