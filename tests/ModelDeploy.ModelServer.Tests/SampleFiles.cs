namespace ModelDeploy.ModelServer.Tests;

/// <summary>The model files and data that lie beside the program.</summary>
internal static class SampleFiles
{
    public const string Softmax = "iris-1.0.json";
    public const string Forest = "iris-2.0.json";
    public const string Boosted = "housing-1.0.json";

    public static string DataFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "Data");

    public static string Path(string modelFile) => System.IO.Path.Combine(AppContext.BaseDirectory, "Models", modelFile);
}
