namespace ModelDeploy.Portal.Options;

/// <summary>By what people sign in, under <c>ModelDeploy:SignIn</c>.</summary>
public sealed record SignInOptions
{
    /// <summary>Whether administrators can add people with a password of this portal; by default where there is no provider.</summary>
    public bool Passwords { get; init; } = true;
}
