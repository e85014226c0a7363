namespace ModelDeploy.Portal.Tests.Access;

/// <summary>What an answer by HTTP means.</summary>
internal static class HttpAnswers
{
    /// <summary>What it means for a thing that is not a list; <see cref="Gets.Sees"/> for whoever got through.</summary>
    public static Gets Read(AccessRow row, HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        302 when answer.Headers.Location?.OriginalString.Contains("/sign-in?", StringComparison.Ordinal) == true => Gets.MustSignIn,
        401 => Gets.MustSignIn,
        var status when status == row.Through => Gets.Sees,
        400 => Gets.Refused,
        403 => Gets.Forbidden,
        404 => Gets.NotFound,
        var other => throw new InvalidOperationException($"{row.Name} answered {other}"),
    };

    /// <summary>Holds the answer to that of something which does not exist, the whole of it.</summary>
    public static async Task IsAsIfUnknownAsync(HttpClient client, AccessRow row, HttpResponseMessage answer, string path, string group)
    {
        var unknown = path.Replace(group, AccessPortal.NoGroup, StringComparison.Ordinal);
        Assert.NotEqual(path, unknown);
        using var truly = await client.GetAsync(unknown);
        Assert.Equal(
            await WholeAnswer.OfAsync(truly, AccessPortal.IdOf(AccessPortal.NoGroup, row.Of)), await WholeAnswer.OfAsync(answer, AccessPortal.IdOf(group, row.Of)));
    }
}
