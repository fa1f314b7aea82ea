namespace PSCredentials;

/// <summary>Joins and changes kubeconfigs. It needs no authority: what it works on are files of the user's.</summary>
public interface IKubeConfigMerger
{
    /// <summary>
    /// Puts the clusters, contexts and users of one kubeconfig into another, which keeps everything else but its comments. An entry that is there
    /// already gives way where it is for the same credential.
    /// </summary>
    /// <param name="existing">The kubeconfig that is there, in UTF-8; empty where there is none.</param>
    /// <param name="addition">What is put into it, as an authority issued it.</param>
    /// <param name="options">How.</param>
    /// <returns>The kubeconfig of both, in UTF-8.</returns>
    /// <exception cref="CredentialException">
    /// <see cref="CredentialErrors.InvalidKubeConfig"/>: what is there is no kubeconfig; <see cref="CredentialErrors.KubeConfigEntryExists"/>: an entry of
    /// the same name is another's.
    /// </exception>
    byte[] Merge(ReadOnlyMemory<byte> existing, string addition, KubeConfigMergeOptions options);

    /// <summary>Puts a command that hands out the certificate and its key in the place of both.</summary>
    /// <param name="kubeConfig">A kubeconfig, as an authority issued it.</param>
    /// <param name="exec">The command.</param>
    /// <returns>A kubeconfig without any secret.</returns>
    string WithExec(string kubeConfig, KubeConfigExec exec);
}
