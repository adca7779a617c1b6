import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccessLogText } from '../../src/access/access-log';
import type { AccessLogLine } from '../../src/access/access-log-line';

const FOLDER = join(__dirname, '../../../shared/data/access-logs');
const there = existsSync(FOLDER);
if (!there) process.stderr.write(`skipped: ${FOLDER} is not there, so no real line of an access log was read\n`);

type Row = Omit<AccessLogLine, 'ok' | 'number' | 'more'> & Partial<Pick<AccessLogLine, 'more'>>;

const at = (year: number, month: number, day: number, hour: number, minute: number, second: number): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

const AMAZON = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const DOCS = {
  bucketOwner: AMAZON, remoteIp: '192.0.2.3', requester: AMAZON, status: 200, referer: null, userAgent: 'S3Console/0.4', signatureVersion: 'SigV4',
  cipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256', authenticationType: 'AuthHeader', tlsVersion: 'TLSV1.2',
};
const POINT = 'arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP';
const in2023 = {
  ...DOCS, fields: 26, bucket: 'DOC-EXAMPLE-BUCKET1', time: at(2019, 2, 6, 0, 0, 38), hostHeader: 'DOC-EXAMPLE-BUCKET1.s3.us-west-1.amazonaws.com',
};
const versioning: Row = {
  ...in2023, requestId: '3E57427F3EXAMPLE', operation: 'REST.GET.VERSIONING', requestUri: 'GET /DOC-EXAMPLE-BUCKET1?versioning HTTP/1.1', bytesSent: 113,
  totalTime: 7, hostId: 's9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234=', accessPointArn: POINT, aclRequired: true,
};
const in2026 = {
  ...DOCS, fields: 27, bucket: 'amzn-s3-demo-bucket1', time: at(2019, 2, 6, 0, 0, 38), hostHeader: 'amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com',
  sourceRegion: 'us-east-1',
};

const NCBI = '7dd4dcfe9b004fb7433c61af3e87972f2e9477fa7f0760a02827f771b41b3455';
const RUNS = '922194806485875312b252374a3644f1feecd16802a50d4729885c1d11e1fd37';
const ncbi = {
  fields: 24, signatureVersion: 'SigV4', cipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256', authenticationType: 'AuthHeader', tlsVersion: 'TLSv1.2', referer: null,
};
const headDot: Row = {
  ...ncbi, bucketOwner: RUNS, bucket: 'sra-pub-run-1', time: at(2019, 3, 22, 18, 5, 28), remoteIp: '3.89.6.210',
  requester: 'arn:aws:iam::783971887864:user/ignatovi', requestId: '31D289F437B52130', operation: 'REST.HEAD.OBJECT', key: '.', rawKey: '.',
  requestUri: 'HEAD /. HTTP/1.1', status: 404, errorCode: 'NoSuchKey', bytesSent: 272, totalTime: 23,
  userAgent: 'aws-cli/1.16.129 Python/3.6.7 Linux/4.15.0-1032-aws botocore/1.12.119',
  hostId: 'dPgBpCGq9rQ7ZciElvjyXYPzKZV/WO1Kzthf39aEE7/VJiuOve05tKd5zgaCJlWYXnS89nw+YFo=', hostHeader: 'sra-pub-run-1.s3.amazonaws.com',
};

const DANDI = '8787a3c41bf7ce0d54359d9348ad5b08e16bd5bb8ae5aa4e1508b435773a066e';
const dandi = {
  bucketOwner: DANDI, bucket: 'dandiarchive', remoteIp: '192.0.2.0', operation: 'REST.GET.OBJECT', cipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256',
  hostHeader: 'dandiarchive.s3.amazonaws.com', tlsVersion: 'TLSv1.2',
};
const keyed = (key: string) => ({ key, rawKey: key, requestUri: `GET /${key} HTTP/1.1` });
const SHELL = '//?s=index/\\think\\template\\driver\\file/write&cacheFile=robots.php&content=xbshell1<?php$password%20=%20"xinba";$ch%20=%20'
  + 'explode(".","hello.ass.world.er.t");array_intersect_ukey(array($_REQUEST[$password]%20=>%201),%20array(1),%20$ch[1].$ch[3].$ch[4]);?>';
const notModified: Row = {
  ...dandi, fields: 26, time: at(2023, 11, 13, 21, 55, 16), requestId: '5TB566JS2BNS9M26', ...keyed('ds001161/sub-23/anat/sub-23_run-01_T1w.nii.gz'), status: 304,
  objectSize: 8810214, totalTime: 22, referer: 'https://flatironinstitute.github.io/',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36',
  hostId: 'ex8lkds5vwcSRP3Pf4LgXX1npA1oAA5r1JY2UqRdraoIM1LaPm6Ulio5DPxa7dvXwquqXnEme+w=', aclRequired: false,
};

/** Every line of the folder, read by hand. */
const FILES: Readonly<Record<string, readonly Row[]>> = {
  'awsdocs-LogFormat-2026-sourceRegion.log': [
    {
      ...in2026, requestId: '3E57427F3EXAMPLE', operation: 'REST.GET.VERSIONING', requestUri: 'GET /amzn-s3-demo-bucket1?versioning HTTP/1.1',
      bytesSent: 113, totalTime: 7, hostId: versioning.hostId, accessPointArn: POINT, aclRequired: true,
    },
    {
      ...in2026, requestId: '891CE47D2EXAMPLE', operation: 'REST.GET.LOGGING_STATUS', requestUri: 'GET /amzn-s3-demo-bucket1?logging HTTP/1.1',
      bytesSent: 242, totalTime: 11, hostId: '9vKBE6vMhrNiWHZmb2L0mXOcqPGzQOI5XLnCtZNPxev+Hf+7tpT6sxDwDty4LHBUOZJG96N1234=', aclRequired: false,
    },
  ],
  'awsdocs-userguide-2023-LogFormat.log': [
    versioning,
    {
      ...in2023, requestId: '891CE47D2EXAMPLE', operation: 'REST.GET.LOGGING_STATUS', requestUri: 'GET /DOC-EXAMPLE-BUCKET1?logging HTTP/1.1',
      bytesSent: 242, totalTime: 11, hostId: '9vKBE6vMhrNiWHZmb2L0mXOcqPGzQOI5XLnCtZNPxev+Hf+7tpT6sxDwDty4LHBUOZJG96N1234=', aclRequired: false,
    },
    {
      ...in2023, requestId: 'A1206F460EXAMPLE', operation: 'REST.GET.BUCKETPOLICY', requestUri: 'GET /DOC-EXAMPLE-BUCKET1?policy HTTP/1.1', status: 404,
      errorCode: 'NoSuchBucketPolicy', bytesSent: 297, totalTime: 38,
      hostId: 'BNaBsXZQQDbssi6xMBdBU2sLt+Yf5kZDmeBUP35sFoKa3sLLeMC78iwEIWxs99CRUrbS4n11234=', aclRequired: true,
    },
    {
      ...in2023, time: at(2019, 2, 6, 0, 1, 0), requestId: '7B4A0FABBEXAMPLE', operation: 'REST.GET.VERSIONING',
      requestUri: 'GET /DOC-EXAMPLE-BUCKET1?versioning HTTP/1.1', bytesSent: 113, totalTime: 33,
      hostId: 'Ke1bUcazaN1jWuUlPJaxF64cQVpUEhoZKEG/hmy/gijN/I1DeWqDfFvnpybfEseEME/u7ME1234=', aclRequired: false,
    },
    {
      ...in2023, time: at(2019, 2, 6, 0, 1, 57), requestId: 'DD6CC733AEXAMPLE', operation: 'REST.PUT.OBJECT', key: 's3-dg.pdf', rawKey: 's3-dg.pdf',
      requestUri: 'PUT /DOC-EXAMPLE-BUCKET1/s3-dg.pdf HTTP/1.1', objectSize: 4406583, totalTime: 41754, turnAroundTime: 28,
      hostId: '10S62Zv81kBW7BB6SX4XJ48o6kpcl6LPwEoizZQQxJd5qDSCTLX0TgS37kYUBKQW3+bPdrg1234=', cipherSuite: 'ECDHE-RSA-AES128-SHA', aclRequired: true,
    },
  ],
  'dynatrace.raw.txt': [versioning],
  'logstash-patterns-core.log': [
    {
      fields: 18, bucketOwner: '79a5', bucket: 'mybucket', time: at(2014, 2, 6, 0, 0, 38), remoteIp: '192.0.2.3', requester: '79a5',
      requestId: '3E57427F3EXAMPLE', operation: 'REST.GET.VERSIONING', requestUri: 'GET /mybucket?versioning HTTP/1.1', status: 200, bytesSent: 113,
      totalTime: 7, referer: null, userAgent: 'S3Console/0.4',
    },
    {
      fields: 18, bucketOwner: '79a5', bucket: 'mybucket', time: at(2014, 5, 12, 7, 54, 1), remoteIp: '10.0.1.2', requestId: '7ACC4BE89EXAMPLE',
      operation: 'REST.GET.OBJECT', ...keyed('foo/bar.html'), status: 304, objectSize: 1718, totalTime: 10, referer: null, userAgent: 'Mozilla/5.0',
    },
    {
      ...DOCS, fields: 24, bucket: 'awsexamplebucket1', time: at(2019, 2, 6, 0, 0, 38), requester: 'arn:aws:iam::123456:user/test@elastic.co',
      requestId: 'A1206F460EXAMPLE', operation: 'REST.GET.BUCKETPOLICY', requestUri: 'GET /awsexamplebucket1?policy HTTP/1.1', status: 404,
      errorCode: 'NoSuchBucketPolicy', bytesSent: 297, totalTime: 38, turnAroundTime: 12,
      userAgent: 'AWS-Support-TrustedAdvisor, aws-internal/3 aws-sdk-java/1.11.590 Linux/4.9.137-0.1.ac.218.74.329.metal1.x86_64',
      hostId: 'BNaBsXZQQDbssi6xMBdBU2sLt+Yf5kZDmeBUP35sFoKa3sLLeMC78iwEIWxs99CRUrbS4n11234=', signatureVersion: 'SigV2',
      hostHeader: 'awsexamplebucket1.s3.us-west-1.amazonaws.com', tlsVersion: 'TLSV1.1',
    },
  ],
  'ncbi-logging-aws_testlines.log': [
    {
      ...ncbi, bucketOwner: NCBI, bucket: 'sra-pub-src-1', time: at(2020, 5, 26, 13, 32, 0), remoteIp: '10.11.149.94',
      requester: 'arn:aws:iam::959185930736:user/david.yadin@kymab.com', requestId: '186D7BF85015E3CE', operation: 'REST.HEAD.BUCKET',
      requestUri: 'HEAD / HTTP/1.1', status: 403, errorCode: 'AccessDenied', bytesSent: 243, totalTime: 196,
      userAgent: 'aws-sdk-java/1.11.160 Linux/4.4.0-1107-aws OpenJDK_64-Bit_Server_VM/11.0.7+10/11.0.7',
      hostId: 'uYoz2qqYhiKUJCM3jMzDLO7the4EIjFZp6G9VLtn/jY1crCHDKHf5G3r1Cb9rmqsuOwcRrNv28k=', hostHeader: 'sra-pub-src-1.s3.amazonaws.com',
    },
    {
      ...ncbi, bucketOwner: NCBI, bucket: 'sra-pub-src-1', time: at(2020, 5, 26, 16, 0, 16), remoteIp: '3.235.179.196',
      requester: 'arn:aws:sts::784757538848:assumed-role/TulipRWAccess/i-00a5d1f5e0d3cdc67', requestId: '1B6E92A991321AE8', operation: 'REST.HEAD.OBJECT',
      key: 'SRR9154112/*.fastq*', rawKey: 'SRR9154112/*.fastq*', requestUri: 'HEAD /SRR9154112/%2A.fastq%2A HTTP/1.1', status: 404, errorCode: 'NoSuchKey',
      bytesSent: 290, totalTime: 43, userAgent: 'aws-cli/1.16.300 Python/2.7.16 Linux/4.14.177-139.254.amzn2.x86_64 botocore/1.13.36',
      hostId: '9cLyZqXg5N2mXetfQMtvMhhbczeIiHy+9UxgBSDV6UkpNCZxnUN7cNN/4TDc2oBlMk1DAUtG0GA=', hostHeader: 'sra-pub-src-1.s3.amazonaws.com',
    },
    {
      ...ncbi, bucketOwner: NCBI, bucket: 'sra-pub-src-1', time: at(2020, 5, 26, 18, 42, 8), remoteIp: '130.14.28.7',
      requester: 'arn:aws:iam::783971887864:user/ignatovi', requestId: '9713E7798F9A44BA', operation: 'REST.COPY.OBJECT_GET',
      key: 'SRR9211507/100100.mapped.1.fq.1', rawKey: 'SRR9211507/100100.mapped.1.fq.1', objectSize: 351400, referer: undefined,
      hostId: 'QS2B/AbVsYy0J+Ce10atUPXDMX6vu6UOwEYF+EEovqNazgm8aO1xGpNN29+hN0KjCYv0VOTvsdI=', hostHeader: 'sra-pub-sars-cov2.s3.amazonaws.com',
    },
    {
      ...ncbi, bucketOwner: NCBI, bucket: 'sra-pub-src-1', time: at(2020, 5, 25, 22, 32, 8), remoteIp: '52.54.203.43',
      requester: 'arn:aws:sts::783971887864:assumed-role/sra-developer-instance-profile-role/i-04b64e15519efb678', requestId: 'B20C3FBA17A4BC38',
      operation: 'REST.GET.OBJECT', ...keyed('SRR9158220/A118_PF_4_1.fq.1'), status: 206, bytesSent: 8388608, objectSize: 10679416372, totalTime: 230,
      turnAroundTime: 182, userAgent: 'aws-cli/1.16.249 Python/2.7.16 Linux/4.14.138-89.102.amzn1.x86_64 botocore/1.12.239',
      hostId: '+IfPMMJukaeGXc7cHIdkcLUDPcCCQVPtmWh04I9UUahItPSQxFgDgNUQQbh/ysxI4n4gHf5NK7M=', hostHeader: 'sra-pub-src-1.s3.amazonaws.com',
    },
    headDot,
    headDot,
    {
      ...ncbi, bucketOwner: RUNS, bucket: 'sra-pub-run-5', time: at(2020, 3, 9, 22, 53, 57), remoteIp: '35.172.121.21',
      requester: 'arn:aws:sts::783971887864:assumed-role/sra-developer-instance-profile-role/i-04a6132b8172af805', requestId: '479B09DC662E4B67',
      operation: 'REST.GET.BUCKET', requestUri: 'GET /?list-type=2&delimiter=%2F&prefix=SRR11060177%2FSRR11060177.1&encoding-type=url HTTP/1.1', status: 200,
      bytesSent: 325, totalTime: 14, turnAroundTime: 14, userAgent: 'linux64 sra-toolkit fastq-dump.2.9.1 (phid=noc7737000,libc=2.17)',
      hostId: '4588JL1XJI30m/MURh3Xoz4qVakHYt/u1JwJ/u4BvxAUCOFUfvPJAG/utO0+cBgipDArBig9kL4=', hostHeader: 'sra-pub-run-5.s3.amazonaws.com',
    },
    {
      ...ncbi, bucketOwner: NCBI, bucket: 'sra-pub-src-2', time: at(2020, 7, 4, 23, 6, 22), remoteIp: '117.147.204.123', requestId: 'BD3A6376C5C1895E',
      operation: 'REST.GET.OBJECT', ...keyed('SRR9007819/P8MID3_S3_L004_R2_001.fastq.gz'), status: 206, bytesSent: 262144, objectSize: 2374570167,
      totalTime: 23, turnAroundTime: 20,
      userAgent: 'Mozilla/5.0 (Linux; Android) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/34.0.1847.131 Safari/537.36',
      hostId: 'E51++TVLt9jeD19QD3831BmYENZQujev/M/iS+hQnsmZM5qJMhQkISOjGYeb3yETyf6bjbK1Ddw=', signatureVersion: undefined,
      authenticationType: undefined, hostHeader: 'sra-pub-src-2.s3.amazonaws.com',
    },
    {
      // From the weeks when host id and the rest were new: one word more than the format has, between version id and host id.
      ...ncbi, fields: 25, bucketOwner: RUNS, bucket: 'sra-pub-run-1', time: at(2019, 3, 20, 19, 44, 1), remoteIp: '130.14.20.103',
      requester: 'arn:aws:iam::783971887864:user/ignatovi', requestId: '92D3B218463A63EA', operation: 'REST.GET.TAGGING',
      requestUri: 'GET /sra-pub-run-1?tagging= HTTP/1.1', status: 404, errorCode: 'NoSuchTagSet', bytesSent: 293, totalTime: 59,
      userAgent: 'S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.509 Linux/4.9.137-0.1.ac.218.74.329.metal1.x86_64 '
        + 'OpenJDK_64-Bit_Server_VM/25.202-b08 java/1.8.0_202',
      more: ['AIDAISBTTLPGXGH6YFFAY'], hostId: 'LzYGhqEwXn5Xiuil9tI6JtK2PiIo+SC6Ute3Isq2qEmt/t0Z7qFkyD0mp1ZIc43bm0qSX4tBbbc=',
      cipherSuite: 'ECDHE-RSA-AES128-SHA', hostHeader: 's3.amazonaws.com', ambiguous: ['versionId'],
    },
  ],
  'dandi/2020-01-01-05-06-35-0123456789ABCDEF.log': [
    {
      ...dandi, fields: 25, time: at(2020, 1, 1, 5, 6, 35), requestId: 'J42N2W7ET0EC03CV',
      ...keyed('ds006260/sub-Re19/ses-1/eeg/sub-Re19_ses-1_task-SmartickDataset_run-1_channels.tsv'), status: 206, bytesSent: 384, objectSize: 384,
      totalTime: 53, turnAroundTime: 52, referer: null, userAgent: null,
      hostId: 'DX8oFoKQx0o5V3lwEuWBxF5p2fSXrwINj0rnxmas0YgjWuPqYLK/vnW60Txh23K93aahe0IFw2c=',
    },
    {
      ...dandi, fields: 26, time: at(2020, 1, 1, 22, 42, 58), requestId: 'W3VJKP0HM8TV2N46', ...keyed('ds006260/participants.tsv'), status: 200,
      bytesSent: 1409, objectSize: 1409, totalTime: 61, turnAroundTime: 55, referer: null, userAgent: 'git-annex/10.20220927-geb4a544',
      versionId: 'MwI7yXtui4mtwTeuZxHoT4qHap44j3T2', hostId: 'U4WvVRIYm+n+VYNArVY/+fjDV3PZesvSaclnyALtK7rsaZ/8sTq8H1JnNAyMj/xuitYxXNUCZ+U=',
      aclRequired: false,
    },
    {
      ...dandi, fields: 25, time: at(2020, 1, 1, 23, 6, 42), requestId: 'NWC7V1KE70QZYJ5Q',
      ...keyed('ds006260/sub-Re19/ses-1/eeg/sub-Re19_ses-1_task-SmartickDataset_run-1_eeg.set'), status: 200, bytesSent: 6284696, objectSize: 6284696,
      totalTime: 35, turnAroundTime: 35, referer: null, userAgent: 'git-annex/8.20211028-g1c76278', versionId: 'yn5YAJiwT36Rv78jGYLM71GZumWL.QWn',
      hostId: 'ojBg2QLVTSTWsCAe1HoC6IBNLUSPmWH276FdsedhZ/4CQ67DWuZQHcXXB9XUJxYKpnPHpJyBjMM=',
    },
  ],
  'dandi/2022-01-01-05-06-35-0123456789ABCDEF.log': [
    {
      ...dandi, fields: 26, time: at(2022, 4, 6, 3, 5, 53), requestId: '5PCGX9WKFQMJH6FB', ...keyed('ds001161/task-effortmixedgambles_bold.json'), status: 200,
      bytesSent: 12, objectSize: 174, totalTime: 205, turnAroundTime: 35, referer: null,
      userAgent: '"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/67.0.3396.99 Safari/537.36',
      hostId: 'A54Zaz7Sl0ygUFZ4lEOYCXHxImvTGXnvR+rr9+JcM/gceQWDObRkwnP9nO+wK70lpMaaE78SWvA=', aclRequired: false,
    },
    {
      ...dandi, fields: 26, time: at(2022, 4, 6, 12, 29, 11), requestId: 'MJH1XJ8DHPSZFND7', key: '/', rawKey: '/', requestUri: `GET ${SHELL} HTTP/1.1`,
      status: 404, errorCode: 'NoSuchKey', bytesSent: 272, totalTime: 9, referer: `https://dandiarchive.s3.amazonaws.com${SHELL}`,
      userAgent: 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
      hostId: 'V9t1ypjyDY4plW1QdEvZxgIn2dEET3gncqHpXCat9UyAups5FXGyiU0kcrI2fWZmTh66E67H/tI=', aclRequired: false,
    },
    {
      ...dandi, fields: 26, time: at(2024, 4, 6, 16, 10, 20), requestId: 'FNA3VGASCWKR5MNR', ...keyed('ds001161/task-effortmixedgambles_bold.json'), status: 304,
      objectSize: 250340, totalTime: 9, referer: 'https://neuroglancer-demo.appspot.com/',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36',
      hostId: '1qTeefmpM7pUYhtFtIBchp/7fo6GH8wcuVRvij3qjzGd/hB/Q2eHLeVeXIv6lJn9tv+18hHYAkk=', cipherSuite: 'TLS_AES_128_GCM_SHA256', tlsVersion: 'TLSv1.3',
      aclRequired: false,
    },
    {
      ...dandi, fields: 26, time: at(2024, 11, 13, 18, 24, 19), requester: 'arn:aws:iam::123:user/dandi-api-heroku', requestId: 'T6MT8PE3QR7CG9BC',
      key: 'ds001161/dataset_description.json', rawKey: 'ds001161/dataset_description.json',
      requestUri: 'GET /ds001161/dataset_description.json?response-content-disposition=attachment;%20filename="dataset_description.json"'
        + '&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=XYZ/20241113/us-east-2/s3/aws4_request&X-Amz-Date=20241113T182411Z&X-Amz-Expires=3600'
        + '&X-Amz-SignedHeaders=host&X-Amz-Signature=XXXXXXXX HTTP/1.1',
      status: 200, bytesSent: 1194552, objectSize: 9045012, totalTime: 38, turnAroundTime: 35, referer: null,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 Edg/114.0.1823.51',
      hostId: 'pUIX0RS5SoLaqYZ1FH2pqpgE1QHNUQycAbfuYAI3boK0bq8CyIMHRfc04L4Re3ZgjDfYmo87l3E=', signatureVersion: 'SigV4',
      cipherSuite: 'TLS_AES_128_GCM_SHA256', authenticationType: 'QueryString', tlsVersion: 'TLSv1.3', aclRequired: false,
    },
    notModified,
    { ...notModified, status: 200, objectSize: 0 },
    {
      ...dandi, fields: 25, time: at(2022, 8, 3, 20, 26, 41), requester: 'arn:aws:iam::123:user/dandi-api-heroku', requestId: 'SAV964NQBF0SD0RV',
      ...keyed('ds001161/sub-23/func/sub-23_task-effortmixedgambles_run-01_bold.nii.gz'), status: 206, objectSize: 199693197, totalTime: 45147,
      turnAroundTime: 45088, referer: null, userAgent: 'Boto3/1.21.19 Python/3.9.10 Linux/4.4.0-1104-aws Botocore/1.24.19 Resource',
      hostId: 'ot0bFMjDrDq5H1Jfuz9UMkZZMDf0dlWLoolxe8wfVUr62+LqIHcvPffL0igzBcN91jK2HJ+8mK0=', signatureVersion: 'SigV4', authenticationType: 'AuthHeader',
      hostHeader: 'dandiarchive.s3.us-east-2.amazonaws.com',
    },
  ],
};

(there ? describe : describe.skip)('real lines', () => {
  test.each(Object.entries(FILES))('%s', (name, rows) => {
    const log = parseAccessLogText(readFileSync(join(FOLDER, name), 'utf8'));
    expect(log.lines).toEqual(rows.map((row, i) => ({ ok: true, number: i + 1, more: [], ...row })));
  });
});
