using System.Text.Json;

namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Reads model files and refuses what could not be served.</summary>
internal static class ModelLoader
{
    /// <summary>The model in the file at <paramref name="path"/>, or a sentence that names the file and what is wrong with it.</summary>
    public static Outcome<Model> Load(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Outcome<Model>.Bad($"The model file {path} cannot be read: {failure.Message}");
        }
        return Parse(content).Try(out var model, out var fault)
            ? Outcome<Model>.Good(model)
            : Outcome<Model>.Bad($"The model file {path} is not usable: {fault}");
    }

    /// <summary>The model in a file's content, or a sentence that says what is wrong with it.</summary>
    public static Outcome<Model> Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            var file = JsonSerializer.Deserialize(content, ModelFileJson.Default.ModelFile);
            if (file is null)
                return Outcome<Model>.Bad("it is empty.");
            if (Fault(file) is { } fault)
                return Outcome<Model>.Bad(fault);
            return ModelKinds.Read(file).Try(out var predictor, out var parameterFault)
                ? Outcome<Model>.Good(new Model(file, predictor))
                : Outcome<Model>.Bad(parameterFault);
        }
        catch (JsonException failure)
        {
            return Outcome<Model>.Bad(failure.Message);
        }
    }

    private static string? Fault(ModelFile file)
    {
        if (file.Format != ModelFile.CurrentFormat)
            return $"its format is {file.Format}; this server reads format {ModelFile.CurrentFormat}.";
        if (file.Name.Length == 0 || file.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            return "name must consist of ASCII letters, digits, '-', '_' and '.', because it is part of addresses.";
        if (file.Version.Length == 0)
            return "version is empty.";
        return Fault("input", file.Input) ?? Fault("output", file.Output);
    }

    private static string? Fault(string side, TensorShape tensor)
    {
        if (tensor.Columns.Length == 0 || tensor.Columns.Distinct().Count() != tensor.Columns.Length)
            return $"{side} needs columns with different names.";
        if (tensor.Shape is not [-1, var columns] || columns != tensor.Columns.Length)
            return $"{side} needs the shape [-1, {tensor.Columns.Length}].";
        return tensor.Datatype == "FP64" ? null : $"{side} has datatype {tensor.Datatype}; models compute in FP64.";
    }
}
