using System.Diagnostics.CodeAnalysis;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>What the API server answered.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">It; null exactly when there is an error.</param>
/// <param name="Error">Why there is none; null exactly when there is a value.</param>
public readonly record struct ApiResult<T>(T? Value, ApiError? Error) where T : class
{
    /// <summary>An answer.</summary>
    public static implicit operator ApiResult<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator ApiResult<T>(ApiError error) => new(null, error);

    /// <summary>True with the value; false with the error.</summary>
    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ApiError? error)
    {
        (value, error) = (Value, Error);
        return error is null;
    }
}
