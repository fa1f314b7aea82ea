# Files for other programs. A program that is not there is passed over.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
    $null = Connect-CredentialAuthority -Path (Join-Path -Path $TestDrive -ChildPath vault) -Name pester
    $agent = New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword -AsPlainText
    $agent | Export-ApiCredential -Path "$TestDrive/agent.p12"
    $agent | Export-ApiCredential -Path "$TestDrive/agent.pem" -Format Pem
    [IO.File]::WriteAllText("$TestDrive/password", $agent.Password)
    [IO.File]::WriteAllText("$TestDrive/ca.pem", (Get-CredentialAuthority -Name pester).CertificateAuthorityPem)
}

AfterAll {
    Disconnect-CredentialAuthority -Authority pester
}

Describe 'Other programs' {
    It 'openssl reads the bundle and verifies the certificate' {
        if (-not (Get-Command -Name openssl -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'openssl is not installed' }
        openssl pkcs12 -in "$TestDrive/agent.p12" -passin "file:$TestDrive/password" -nokeys -clcerts 2>&1 | Out-String | Should -Match 'CN ?= ?build-agent'
        openssl verify -CAfile "$TestDrive/ca.pem" "$TestDrive/agent.pem" | Should -BeLike '*: OK'
    }

    It 'keytool lists the bundle' {
        if (-not (Get-Command -Name keytool -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'keytool is not installed' }
        keytool -list -keystore "$TestDrive/agent.p12" -storetype PKCS12 -storepass:file "$TestDrive/password" 2>&1 | Out-String | Should -Match 'PrivateKeyEntry'
    }

    It 'curl sends the token' {
        if (-not (Get-Command -Name curl -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'curl is not installed' }
        $token = New-ApiCredential -Name for-curl -Type ApiToken
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $server = Start-ThreadJob -ScriptBlock {
            $client = ($using:listener).AcceptTcpClient()
            $reader = [IO.StreamReader]::new($client.GetStream())
            while ($line = $reader.ReadLine()) { $line }
            $client.GetStream().Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 204 No Content`r`nConnection: close`r`n`r`n"))
            $client.Dispose()
        }
        curl --silent --max-time 60 --header "Authorization: $($token.GetAuthorizationHeader()['Authorization'])" "http://localhost:$($listener.LocalEndpoint.Port)/"
        $listener.Stop()
        $server | Receive-Job -Wait -AutoRemoveJob | Should -Contain "Authorization: APIToken $($token.GetToken())"
    }

    It 'kubectl reads the kubeconfig' {
        if (-not (Get-Command -Name kubectl -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'kubectl is not installed' }
        New-ApiCredential -Name metrics-reader -Type ServiceKubeConfig -Server https://k8s.example.com:6443 -UserGroup viewers | Export-ApiCredential -Path "$TestDrive/config"
        kubectl --kubeconfig "$TestDrive/config" config view -o 'jsonpath={.clusters[0].cluster.server}' | Should -Be https://k8s.example.com:6443
    }

    It 'kubectl reads what was merged beside what it wrote itself' {
        if (-not (Get-Command -Name kubectl -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'kubectl is not installed' }
        $config = "$TestDrive/merged"
        kubectl --kubeconfig $config config set-credentials mine --token=t
        kubectl --kubeconfig $config config set-context mine --user=mine --cluster=none
        kubectl --kubeconfig $config config use-context mine
        $null = 'merge-east', 'merge-west' | ForEach-Object { Register-CredentialCluster -Name $_ -Server "https://$_.example.com" }
        New-ApiCredential -Name merged-reader -Type ServiceKubeConfig -ClusterName merge-east, merge-west | Export-ApiCredential -Path $config -Merge
        kubectl --kubeconfig $config config get-contexts -o name | Sort-Object | Should -Be merged-reader@merge-east, merged-reader@merge-west, mine
        kubectl --kubeconfig $config config current-context | Should -Be mine
        kubectl --kubeconfig $config config use-context merged-reader@merge-west
        New-ApiCredential -Name merged-writer -Type ServiceKubeConfig -ClusterName merge-east | Export-ApiCredential -Path $config -Merge -SetCurrentContext
        kubectl --kubeconfig $config config current-context | Should -Be merged-writer@merge-east
    }

    It 'files are readable by their owner alone' -Skip:$IsWindows {
        (Get-Item -LiteralPath "$TestDrive/agent.pem").UnixMode | Should -Be '-rw-------'
    }
}
