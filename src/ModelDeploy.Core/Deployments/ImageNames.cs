namespace ModelDeploy.Core.Deployments;

/// <summary>Parts of an image reference.</summary>
public static class ImageNames
{
    /// <summary>The reference without tag and digest; a registry's port stays.</summary>
    public static ReadOnlySpan<char> WithoutVersion(ReadOnlySpan<char> image)
    {
        var digest = image.IndexOf('@');
        if (digest >= 0)
            image = image[..digest];
        var tag = image.LastIndexOf(':');
        return tag > image.LastIndexOf('/') ? image[..tag] : image;
    }

    /// <summary>The tag, the digest, or both; empty when the reference has neither.</summary>
    public static ReadOnlySpan<char> VersionOf(ReadOnlySpan<char> image) => image[WithoutVersion(image).Length..].TrimStart(":@");

    /// <summary>
    /// Where the image lies and how it is called there, version included: <c>registry/team</c> and <c>iris:1.0</c>. The place is
    /// empty when the reference names none.
    /// </summary>
    public static (string Place, string Name) Parts(string image)
    {
        var slash = WithoutVersion(image).LastIndexOf('/');
        return slash < 0 ? ("", image) : (image[..slash], image[(slash + 1)..]);
    }
}
